// Package web is the editor in the browser: `stevie web`.
//
// A [Server] shows the drafts of a workspace on pages and makes the changes that people
// send from them. All of it works without script: each talk is a form. The script adds
// keys, and asks the same addresses as the forms; what it gets is the same rows, drawn by
// the same templates. What is done to drafts is a call of ingest/pipeline.
//
// A tab is a file of its own with a value of type [page] that is named in pages, a
// template in templates/pages, and a test. An event's own, where most is done, has more:
// act saves a row, many saves several, alike, session, settings and undo do what they say,
// changes and live answer the script. What all pages have is around them:
//
//   - guard: who may ask at all, by address, origin, token and form token,
//   - pages: which there are, what an address names, and pages for errors,
//   - layout: the frame of the page, and how it is drawn,
//   - board: the drafts of an event, kept from one request to the next and read anew
//     where a file has changed.
package web
