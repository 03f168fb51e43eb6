// Sends the page's forms without leaving it. Everything works without this file as well: a form
// that this cannot handle is left to the browser.
"use strict";

const conversation = document.getElementById("conversation");
const status = document.getElementById("status");
const composer = document.getElementById("composer");
const field = document.getElementById("text");
const words = composer.dataset;
const LINES = "application/x-ndjson";
const LARGEST_FILE = 10000000;
const TRIES = 4;
const POLL_MS = 5000;
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let underWay = Promise.resolve();
let waiting = 0;

function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function show(element) {
  element.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
}

// HTML comes only from our own templates, which escape whatever a person wrote; as a template's
// content it runs no script, and the page's policy would refuse one.
function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

function bubble(said) {
  const turn = document.createElement("article");
  turn.className = "turn pending";
  const box = document.createElement("div");
  box.className = "said";
  const who = document.createElement("span");
  who.className = "unseen";
  who.textContent = words.you;
  const text = document.createElement("p");
  text.textContent = said;
  box.append(who, text);
  const reply = document.createElement("div");
  reply.className = "reply at-work";
  reply.setAttribute("aria-hidden", "true");
  const written = document.createElement("p");
  reply.append(written);
  turn.append(box, reply);
  conversation.append(turn);
  show(turn);
  return { turn, written, reply };
}

async function* linesOf(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    rest += value || "";
    const lines = rest.split("\n");
    rest = lines.pop();
    for (const line of lines) if (line) yield JSON.parse(line);
    if (done) return;
  }
}

class Refused extends Error {}

async function refusal(response) {
  const kind = response.headers.get("content-type") || "";
  if (!kind.startsWith(LINES)) throw new Error(`status ${response.status}`);
  const line = JSON.parse(await response.text());
  const lang = document.documentElement.lang.slice(0, 2);
  throw new Refused(line.texts[lang]);
}

async function answers(form, body, place, focusReply) {
  const response = await fetch(form.getAttribute("action"), {
    method: "POST",
    body,
    headers: { Accept: LINES },
    credentials: "same-origin",
  });
  if (!response.ok) await refusal(response);
  let last = null;
  for await (const line of linesOf(response)) {
    if (line.kind === "status") status.textContent = line.text;
    if (line.kind === "written") place.written.textContent = line.text;
    if (line.kind === "turn") {
      const content = parsed(line.html);
      last = content.querySelector(".turn");
      conversation.querySelector(`[id="${last.id}"]`)?.remove();
      conversation.insertBefore(content, place.turn);
    }
  }
  const expected = body.get("action") || body.get("text").trim() || body.get("document")?.size;
  if (expected && last === null) throw new Error("the answer was cut off");
  place.turn.remove();
  if (last === null) return;
  show(last);
  if (focusReply) last.querySelector(".reply")?.focus({ preventScroll: true });
}

async function persist(form, body, place, focusReply) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await answers(form, body, place, focusReply);
    } catch (fault) {
      if (fault instanceof Refused || attempt === TRIES) throw fault;
      // The same form sent again is answered once, so this can do no harm.
      status.textContent = words.lost;
      await pause(400 * 2 ** attempt);
    }
  }
}

function notSent(form, body, place, text) {
  place.turn.classList.add("not-sent");
  place.reply.removeAttribute("aria-hidden");
  place.reply.classList.remove("at-work");
  place.written.textContent = text;
  const again = document.createElement("button");
  again.type = "button";
  again.textContent = words.tryAgain;
  again.addEventListener("click", () => {
    place.turn.remove();
    enqueue(form, body, place.said, true);
  });
  place.reply.append(again);
  show(place.turn);
}

function enqueue(form, body, said, focusReply) {
  const place = { ...bubble(said), said };
  waiting += 1;
  underWay = underWay.then(async () => {
    try {
      await persist(form, body, place, focusReply);
      status.textContent = "";
    } catch (fault) {
      const text = fault instanceof Refused ? fault.message : words.notSent;
      status.textContent = text;
      notSent(form, body, place, text);
    } finally {
      waiting -= 1;
    }
  });
}

function fit() {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 200)}px`;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!("turn" in form.dataset)) return;
  const pressed = event.submitter && event.submitter.name ? event.submitter : null;
  const body = new FormData(form);
  body.set("form_id", freshId());
  if (pressed) body.set(pressed.name, pressed.value);
  const file = body.get("document");
  const hasFile = file instanceof File && file.size > 0;
  const text = (body.get("text") || "").trim();
  event.preventDefault();
  if (!pressed && !text && !hasFile) return;
  if (hasFile && file.size > LARGEST_FILE) {
    status.textContent = words.tooLarge;
    return;
  }
  if (!hasFile) body.delete("document");
  const said = pressed ? pressed.textContent : [hasFile && words.file, text].filter(Boolean).join("\n");
  if (form === composer) {
    form.reset();
    field.value = "";
    fit();
    composer.querySelector(".attach").open = false;
  }
  form.closest("details")?.removeAttribute("open");
  enqueue(form, body, said, Boolean(pressed));
});

field.addEventListener("input", fit);
field.addEventListener("keydown", (event) => {
  // While an input method composes, Enter chooses the characters.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  composer.requestSubmit();
});

document.addEventListener("keydown", (event) => {
  const menu = document.querySelector(".menu[open]");
  if (event.key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

async function poll() {
  await pause(document.hidden ? POLL_MS * 6 : POLL_MS);
  if (waiting) return;
  const response = await fetch(`/messages?after=${conversation.dataset.newest}`);
  if (!response.ok) return;
  const found = await response.json();
  conversation.dataset.newest = found.newest;
  if (!found.html) return;
  const content = parsed(found.html);
  const first = content.querySelector(".turn");
  conversation.append(content);
  show(first);
}

async function keepPolling() {
  for (;;) await poll().catch(() => pause(POLL_MS));
}

fit();
if (!location.hash) conversation.lastElementChild?.scrollIntoView({ block: "start" });
keepPolling();
