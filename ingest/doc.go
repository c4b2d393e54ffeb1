// Package ingest holds the words that the rest of stevie is written in: what a
// video host says ([Video], [Collection]), what people call the occasion
// ([Event]), what goes into pyvideo/data ([Record]) and what stevie proposes on
// the way from one to the other ([Proposal]).
//
// Data flows one way:
//
//	URL ─ Provider ─▶ Video ─ mapper ─▶ Proposal ─ draft ─▶ people ─▶ Record
//
// The package depends on the standard library alone and knows neither its own
// subpackages nor any host. Import it to write a new [Provider], or to work with
// the values that the subpackages exchange:
//
//   - ingest/mapper turns the videos of one event into proposals,
//   - ingest/draft keeps proposals as files that people edit,
//   - ingest/record reads and writes the data tree,
//   - ingest/check tells what pyvideo/data would refuse,
//   - ingest/pipeline puts these steps together.
package ingest
