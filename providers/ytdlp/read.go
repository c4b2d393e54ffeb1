package ytdlp

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/ingest/host"
)

// Read reads the lists of a file: JSON that yt-dlp or `stevie fetch` wrote, one value after
// the other or in an array. Hosts tell which collections are the same as those of an
// address; nil tells of none. Nulls, which yt-dlp writes for what failed, are passed over.
//
// A file that is cut, is no JSON or has no video is an error that says where; nothing of
// it is used then.
func Read(r io.Reader, hosts ingest.Hosts) ([]List, error) {
	all, _, err := read(r, hosts)
	return all, err
}

// read is Read, and tells the version of the yt-dlp that wrote it.
func read(r io.Reader, hosts ingest.Hosts) (all []List, version string, err error) {
	in := bufio.NewReader(r)
	if mark, err := in.Peek(len(byteOrderMark)); err == nil && string(mark) == byteOrderMark {
		_, _ = in.Discard(len(byteOrderMark)) // it was peeked
	}
	rd := reader{dec: json.NewDecoder(in), lists: lists{hosts: hosts, by: map[listKey]*List{}}}
	if err := rd.values(); err != nil {
		return nil, "", rd.explain(err)
	}
	for _, l := range rd.lists.all {
		l.partial = true
		all = append(all, *l)
	}
	if len(all) == 0 {
		return nil, "", ingest.WithHint(errors.New("there is no video in it"), takes)
	}
	return all, rd.version, nil
}

const byteOrderMark = "\ufeff"

const takes = "give what yt-dlp -J, -J --flat-playlist or -j wrote, or stevie fetch"

// reader reads one file, of which it holds one entry at a time.
type reader struct {
	dec     *json.Decoder
	lists   lists
	entries int
	version string
}

// explain says where and how a file ends that cannot be read.
func (rd *reader) explain(err error) error {
	where := fmt.Sprintf("byte %d", rd.dec.InputOffset())
	if rd.entries > 0 {
		where += fmt.Sprintf(", behind %d videos", rd.entries)
	}
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return ingest.WithHint(fmt.Errorf("it is cut off at %s", where), "write it again, whole; nothing of it was used")
	case errors.As(err, &syntax):
		return ingest.WithHint(fmt.Errorf("it is no JSON: %s at %s", syntax, where), takes)
	}
	return ingest.WithHint(fmt.Errorf("%w at %s", err, where), takes)
}

// values reads all values of the file.
func (rd *reader) values() error {
	for {
		token, err := rd.dec.Token()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		if err := rd.value(token); err != nil {
			return cutOff(err)
		}
	}
}

// cutOff is the error of a file that ends within a value.
func cutOff(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// value reads a value that begins with a token.
func (rd *reader) value(token json.Token) error {
	switch token {
	case nil:
		return nil
	case json.Delim('{'):
		return rd.object()
	case json.Delim('['):
		for rd.dec.More() {
			token, err := rd.dec.Token()
			if err != nil {
				return err
			}
			if err := rd.value(token); err != nil {
				return err
			}
		}
		_, err := rd.dec.Token()
		return err
	}
	return fmt.Errorf("it is no list of videos: %.40v", token)
}

// object reads an object of which the brace was read: a list, whose entries are read one by
// one, a video, or a line of fetch.
func (rd *reader) object() error {
	fields := map[string]json.RawMessage{}
	var entries []*entry
	for rd.dec.More() {
		key, err := rd.dec.Token()
		if err != nil {
			return err
		}
		if key == "entries" {
			entries, err = rd.list()
		} else {
			var value json.RawMessage
			err = rd.dec.Decode(&value)
			if name, _ := key.(string); len(value) <= longest {
				fields[name] = value
			}
		}
		if err != nil {
			return err
		}
	}
	if _, err := rd.dec.Token(); err != nil {
		return err
	}
	src, err := json.Marshal(fields)
	if err != nil {
		return err
	}
	if _, isLine := fields["provider"]; isLine {
		return rd.line(src)
	}
	var e entry
	if err := json.Unmarshal(src, &e); err != nil {
		return err
	}
	e.Entries = entries
	rd.version = cmp.Or(rd.version, string(e.Version.Version))
	rd.add(&e, place{})
	return nil
}

// longest is the size in bytes of the longest field that is kept of an object: descriptions
// have 5,000 characters, formats have megabytes and are not looked at.
const longest = 1 << 20

// list reads the entries of a list.
func (rd *reader) list() ([]*entry, error) {
	token, err := rd.dec.Token()
	if err != nil || token == nil {
		return nil, err
	}
	if token != json.Delim('[') {
		return nil, errors.New("entries are no list")
	}
	var entries []*entry
	for rd.dec.More() {
		var e *entry
		if err := rd.dec.Decode(&e); err != nil {
			return nil, err
		}
		rd.entries++
		entries = append(entries, e)
	}
	_, err = rd.dec.Token()
	return entries, err
}

// line takes a line of `stevie fetch`.
func (rd *reader) line(src []byte) error {
	var v ingest.Video
	if err := json.Unmarshal(src, &v); err != nil {
		return fmt.Errorf("it is no line of stevie fetch: %w", err)
	}
	if !extractorName.MatchString(v.Provider) || v.ID == "" {
		return errors.New("a line of stevie fetch names no video")
	}
	v.URL = cmp.Or(v.URL, host.WatchURL(v.Key()))
	rd.entries++
	rd.lists.add(listed{Video: v}, place{id: v.Collection.ID, title: v.Collection.Title, channel: v.Channel})
	return nil
}

// add takes an entry with all that is in it; of a list within a list the outer one counts.
func (rd *reader) add(e *entry, in place) {
	if e == nil {
		return
	}
	if e.isList() {
		if in == (place{}) {
			in = place{
				id: string(e.ID), address: string(cmp.Or(e.WebpageURL, e.OriginalURL)), title: string(e.Title), description: string(e.Description),
				channel: ingest.Channel{ID: string(cmp.Or(e.ChannelID, e.UploaderID)), Title: string(cmp.Or(e.Channel, e.Uploader))},
				size:    int(e.PlaylistSize),
			}
		}
		for _, child := range e.Entries {
			rd.add(child, in)
		}
		return
	}
	if in == (place{}) && e.PlaylistID != "" {
		in = place{
			id: string(e.PlaylistID), address: string(e.PlaylistURL), title: string(e.PlaylistTitle),
			channel: ingest.Channel{ID: string(e.PlaylistOwner), Title: string(e.PlaylistChannel)},
		}
	}
	if v, ok := e.video(); ok {
		rd.lists.add(v, in)
	} else {
		rd.lists.ask(e)
	}
}
