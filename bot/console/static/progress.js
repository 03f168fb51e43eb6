// Looks once a second how far the work on this page is, and shows it in place.
// Without it the page has a link that does the same.
(function () {
  "use strict";
  function look() {
    var shown = document.getElementById("progress");
    if (!shown || !shown.hasAttribute("data-running")) { return; }
    fetch(location.href, { credentials: "same-origin" })
      .then(function (answer) { return answer.text(); })
      .then(function (html) {
        var found = new DOMParser().parseFromString(html, "text/html").getElementById("progress");
        if (found) { shown.replaceWith(found); }
        setTimeout(look, 1000);
      })
      .catch(function () { setTimeout(look, 5000); });
  }
  setTimeout(look, 1000);
})();
