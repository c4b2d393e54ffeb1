// Package youtube is the adapter for YouTube: playlists, channels and single
// videos, by way of the YouTube Data API v3 and an API key.
//
// A listing costs one or two requests for the collection itself and two for each
// 50 videos: one page of the playlist, one look at the videos on it. Pages are
// fetched while the videos of the page before are looked at. Each request costs
// one unit of the key's daily quota of, mostly, 10,000.
//
// Private, deleted and otherwise unwatchable videos of a playlist are yielded
// with their reason, so that nothing disappears without a word; see
// [ingest.Video.Usable].
//
// The facts about the API behind this package are in Google's reference at
// https://developers.google.com/youtube/v3/docs, and in its discovery document.
package youtube
