// Package publish writes drafts that are ready into the data tree.
//
// [Publisher.Publish] writes records into the checkout. [Publisher.Commit] puts them in
// a commit on the event's own branch of a [Repository] instead, and leaves the checkout
// alone. Both refuse drafts that pyvideo/data's own tests would fail, update the record
// that holds a video whatever its file name, and overwrite nothing that others have
// changed. [Report] is what the one who merges wants to know; package pullrequest,
// below this one, writes it down.
package publish
