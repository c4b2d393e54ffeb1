// Package ytdlp understands what yt-dlp tells of videos, whatever host they are on.
//
// [Read] reads what `yt-dlp -J`, `-J --flat-playlist` or `-j` wrote, and the lines of
// `stevie fetch`, into [List]s: one for each collection that they name, with a
// [List.Target] that can be imported like an address:
//
//	lists, err := ytdlp.Read(file, registry)
//	targets = append(targets, ytdlp.Targets(lists)...)
//
// A [Program] is an installed yt-dlp: [Program.Lists] asks it for what an address lists, and
// the lists' targets for all there is to know of the videos that are not known yet, many in
// one run. [Program.Instead] answers so for the collections of a host.
//
// A video is the one that its address names: one of YouTube, Vimeo, PeerTube or
// archive.org is that host's, the same as its own adapter's. What yt-dlp alone knows has its
// extractor's name as provider, in lower case; what its generic extractor found is a "file".
//
// A list tells what there is, and never that something has gone: a file grows old, and a
// page may be cut. A flat list says little of each video: what is known of it already stays.
//
// The fields are those of yt_dlp/extractor/common.py. Whatever has another type than it
// should, is unknown or is null counts as not said.
package ytdlp
