// Package download gets the videos of talks: to be watched, or to be rescued while their
// hosts still have them. Use it with talks of package talks:
//
//	d := download.Downloader{Hosts: hosts, Folder: "videos", …}
//	rows, err := d.Get(ctx, list, download.Options{MaxHeight: 720})
//
// Of each talk one file is got: the largest that a host offers directly, or what yt-dlp
// makes of its page. Its name is the day and the title of the talk; beside it lies what
// Kodi and Jellyfin want to know of it. A file that is there is not got again.
package download
