// Package audit asks the hosts what has become of published videos: gone, private,
// changed. Use [Auditor.Audit] with records or folders of a data tree; with Fix it also
// proposes drafts for what is gone. Only complete answers count, and only a video that
// was missing on two days is gone.
package audit
