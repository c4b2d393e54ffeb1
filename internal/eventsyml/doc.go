// Package eventsyml reads events.yml, the list of conferences that
// pyvideo_scrape works through, as events of stevie. Use it to take that list
// over; nothing else needs it, and nothing writes the format.
//
// The format is that of https://github.com/pyvideo/pyvideo_scrape: its README, and
// pyvideo_scrape.py in every version from the first to the one with yt-dlp. The
// script reads one document with yaml.safe_load and of it repo_dir and events,
// a list:
//
//	repo_dir: ~/git/pyvideo_data       # the data tree
//	events:
//	- title: ExConf 2024               # of these four none may be missing
//	  dir: exconf-2024                 # folder in the data tree, and branch
//	  youtube_list:                    # one address or several: playlists, channels, videos
//	    - https://www.youtube.com/playlist?list=PL...
//	  issue: 503                       # closed by the commit
//	  related_urls:                    # given to every talk
//	  - label: Conference schedule
//	    url: https://exconf.example/2024/
//	  language: eng                    # ISO 639-3, where YouTube names none
//	  dates:                           # days, or ISO 8601 times
//	    begin: 2024-05-17
//	    end: 2024-05-19                # without it: as begin
//	    default: 2024-05-17            # of videos uploaded on another day; without it: as begin
//	  tags:                            # given to every talk
//	  minimal_download: false          # true: no description, no tags of the host
//	  overwrite:                       # without it an event that has a folder is left out
//	    all: false                     # true: the folder's files are removed first
//	    add_new_files: true
//	    existing_files_fields: [duration, thumbnail_url]
//
// Early READMEs wrote youtube_lists. Beside events.yml the project keeps its
// history by hand, in events_done.yml below done_events and in
// events_minimal_download.yml below minimal_download, and quotes events in pull
// requests as a list without a key above it; all these are read as well.
//
// Whatever has no place in an [ingest.Event] becomes a [Note], so that nothing
// is left out in silence. A file with a mistake in its form is refused whole, with
// every mistake and its line, as pyvideo_scrape would refuse it.
package eventsyml
