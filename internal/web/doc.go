// Package web is the editor in the browser: `stevie web`.
//
// A [Server] shows the drafts of a workspace on pages and makes the changes that people
// send from them. All of it works without script: each talk is a form. The script adds
// keys, and asks the same addresses as the forms; what it gets is the same rows, drawn by
// the same templates. What is done to drafts is a call of ingest/pipeline; nothing here
// knows what a draft may hold.
//
// A page is a file of its own with a value of type [page] that is named in pages, a
// template in templates/pages, and a test. What all pages have is around them:
//
//   - guard: who may ask at all, by address, origin, token and form token,
//   - layout: the frame of the page, and pages for errors,
//   - shelf: the data tree and the drafts in memory, to be searched,
//   - board: the drafts of an event, kept from one request to the next and read anew
//     where a file has changed.
package web
