// Package schedule reads a conference's own programme, in whatever format it is
// published, and returns its sessions: true titles, names, abstracts and times,
// which a playlist only hints at. Use [Read] for files, folders, archives and
// addresses, [Fetch] and [Parse] to keep what was fetched or to ask again only
// for what has changed.
//
// # Formats
//
// A format is told by content, never by name. Several files are one programme. Each
// format has samples that are tests, in testdata/formats.
//
//	format                        understood                                        not understood
//	schedule.json v1 and v2       pretalx, frab, c3voc's hub; localised texts,      rooms' capacities, logos, feedback
//	                              attachments, opt-out of recording
//	schedule.xml                  pretalx, frab, pentabarf without dates            XML of other programs
//	xCal                          pentabarf's, pretalx's; attendees are speakers    recurring events
//	pretalx API                   saved pages of submissions and talks, today's     codes of speakers that were not expanded
//	                              and those of before 2025
//	conference.json               symposion: PyCon US, bare or below "schedule"     when posters are shown
//	Sessionize                    views All, Sessions and GridSmart                 views Speakers and SpeakerWall alone
//	Indico                        export with contributions or sessions             subcontributions
//	Sched                         session/list                                      its web pages
//	iCalendar                     any; pretalx's titles with names behind them      recurring events, VTIMEZONE of one's own
//	tables                        CSV with a header; , ; tab or | between values    spreadsheets as such (save them as CSV)
//	JSON, YAML, GraphQL, Relay    lists, maps by id, nodes below edges              what lists nothing with a title
//	sites in git                  a folder, .tar.gz or .zip of Markdown with front  pages in HTML or reStructuredText,
//	                              matter (YAML, TOML), heads above one line of      data within programs (.js, .py)
//	                              dashes, Pelican's metadata; one file a talk or
//	                              one for all, people and times in other files
//
// Home-made ones are read by the usual names of keys and columns in a dozen
// languages; [Fields] names others. People who are referred to by a slug, a code or
// an id are looked for in all files, so are the times of sessions; folders and file
// names may be days, rooms and clocks.
//
// # What is kept
//
// Breaks, and what was cancelled, declined or not accepted, are no sessions. Names
// stay as they are written. Abstracts, in Markdown or HTML, become
// reStructuredText that docutils publishes without complaint. E-mail addresses and
// telephone numbers are taken out of all texts; notes of organisers, answers to
// questions and everything else that is not named above is never looked at.
//
// # Times
//
// A clock without a zone is in the programme's zone, else in [Options.TimeZone];
// without both it is [ErrNoZone]. An offset that contradicts the clock written beside
// it is wrong and the clock right; so is one with which, in the event's zone, the
// days would begin at hours at which no conference does. A [Remark] tells of it.
//
// # Bad input
//
// An error wraps [ErrNoProgramme] or says where a file is broken, names the file
// and brings a remedy ([github.com/pyvideo/stevie/ingest.Hint]); nothing is half read. Files of 50 MB, entities in
// XML and aliases of aliases in YAML are refused. Of a folder, files that cannot be
// read are passed over and counted in a remark.
package schedule
