"""
The web application: the public chat page, and the place where the staff console is hung in.

A request takes this way: `headers` and `body_limit` see every one, `app` knows which module serves
the path, `gate` lets a form in, `posted` reads it, `public` has `desk` take the turns, and
`showing` turns replies into what the templates write. `serving` runs the application in the process
of `chunfeng run`.
"""
