// Package transfer gets large files over HTTP into a folder. What breaks is gone on with,
// in the same run and in the next one, as long as the file is still the same on the server;
// one that has changed is begun anew. A file has its name only when all of it is there and
// was checked; until then it is beside it, with [PartSuffix] behind its name.
//
//	c := transfer.Client{HTTP: transfer.NewClient("", nil)}
//	n, err := c.Get(ctx, folder, transfer.File{URL: address, Name: "talk.mp4"})
package transfer
