package captions_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest/captions"
)

// text is what cues say, a line each, with their times.
func text(cues []captions.Cue) string {
	var b strings.Builder
	for _, c := range cues {
		var lines []string
		for _, l := range c.Lines {
			if l.Voice != "" {
				l.Text = l.Voice + ": " + l.Text
			}
			lines = append(lines, l.Text)
		}
		fmt.Fprintf(&b, "%v-%v %s\n", c.Start, c.End, strings.Join(lines, " / "))
	}
	return b.String()
}

func TestRead(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ src, want string }{
		"WebVTT": {
			"\ufeffWEBVTT - ExConf\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:r\n\nNOTE\nby hand\n\nintro\n00:01.000 --> 00:03.500 align:start line:0%\nHello <i>there</i>\n<00:00:02.000><c.loud>all</c>\n\n1:00:00.000 --> 1:00:01.000\nC &amp; C++ &lt;b&gt;",
			"1s-3.5s Hello there / all\n1h0m0s-1h0m1s C & C++ <b>\n",
		},
		"voices": {
			"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Jane Doe>Hello\nagain</v>\n<v.host Max &amp; Co>Hi</v>\nall",
			"1s-2s Jane Doe: Hello / Jane Doe: again / Max & Co: Hi / all\n",
		},
		"SubRip": {
			"1\r\n00:00:01,000 --> 00:00:02,5 X1:100\r\n{\\an8}<font color=\"red\">Hello</font>\r\nvector<int> and a < b\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n\r\n\r\n3\r\n00:00:05,000 --> 00:00:05,000\r\nend",
			"1s-2.5s Hello / vector<int> and a < b\n5s-6s end\n",
		},
		"SubRip in Windows-1252": {"1\n00:00:01,000 --> 00:00:02,000\nGr\xfc\xdfe", "1s-2s Grüße\n"},
		"TTML": {
			`<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml"><body><div><p begin="00:00:01.000" end="00:00:02.000">Hello<br/>all &lt;b&gt;</p><p begin="3s" end="4.5s">end</p></div></body></tt>`,
			"1s-2s Hello / all <b>\n3s-4.5s end\n",
		},
		"the JSON of YouTube": {
			`{"wireMagic":"pb3","events":[{"tStartMs":0,"dDurationMs":9000,"id":1,"wpWinPosId":1},
{"tStartMs":160,"dDurationMs":4000,"wWinId":1,"segs":[{"utf8":"hello"},{"utf8":" world","tOffsetMs":400}]},
{"tStartMs":2000,"wWinId":1,"aAppend":1,"segs":[{"utf8":"\n"}]},{"tStartMs":2010,"dDurationMs":3000,"segs":[{"utf8":"this is"}]}]}`,
			"160ms-2.01s hello world\n2.01s-5.01s this is\n",
		},
		"out of order": {"WEBVTT\n\n00:05.000 --> 00:06.000\nb\n\n00:01.000 --> 00:02.000\na", "1s-2s a\n5s-6s b\n"},
		"hostile": {
			"WEBVTT\n\n00:01.000 --> 00:02.000\n\x1b[31mred\u202egnp\x07 --> <script>alert(1)</script>\n\n00:03.000 -->\n\n99999999999:00:00.000 --> 00:01.000\nnever\n\n00:04.000 --> 00:05.000\n{\\a{\\an8}n8}&#27;[0mok&#x202e;",
			"1s-2s [31mredgnp --> <script>alert(1)</script>\n4s-5s n8}[0mok\n",
		},
	} {
		cues, err := captions.Read([]byte(c.src))
		if diff := cmp.Diff(c.want, text(cues)); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
}

// Lines that roll up the screen, as a machine writes them, and those that grow come once;
// what people say twice is said twice.
func TestRolling(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ src, want string }{
		"two lines": {`WEBVTT
Kind: captions

00:00:00.160 --> 00:00:02.000 align:start position:0%
 
hello<00:00:00.400><c> world</c>

00:00:02.000 --> 00:00:02.010 align:start position:0%
hello world
 

00:00:02.010 --> 00:00:04.000 align:start position:0%
hello world
this<00:00:02.400><c> is</c>

00:00:04.000 --> 00:00:04.010
this is
 

00:00:04.010 --> 00:00:06.000
this is
the end
`, "160ms-2.01s hello world\n2.01s-4.01s this is\n4.01s-6s the end\n"},
		"growing": {
			"WEBVTT\n\n00:01.000 --> 00:02.000\nwe\n\n00:02.000 --> 00:03.000\nwe are\n\n00:03.000 --> 00:04.000\nwe are here\n\n00:04.000 --> 00:05.000\nnow",
			"1s-4s we are here\n4s-5s now\n",
		},
		"three lines": {
			"WEBVTT\n\n00:01.000 --> 00:02.000\na\n\n00:02.000 --> 00:03.000\na\nb\n\n00:03.000 --> 00:04.000\na\nb\nc\n\n00:04.000 --> 00:05.000\nb\nc\nd",
			"1s-2s a\n2s-3s b\n3s-4s c\n4s-5s d\n",
		},
		"people": {
			"WEBVTT\n\n00:01.000 --> 00:02.000\nYes.\n\n00:02.000 --> 00:03.000\nYes.\n\n00:03.000 --> 00:04.000\nNo.",
			"1s-2s Yes.\n2s-3s Yes.\n3s-4s No.\n",
		},
		"people, once": {
			"WEBVTT\n\n00:01.000 --> 00:02.000\nYes.\n\n00:02.000 --> 00:03.000\nYes.\nReally.\n\n00:03.000 --> 00:04.000\nNo.\n\n00:04.000 --> 00:05.000\nWell.\n\n00:05.000 --> 00:06.000\nBut.",
			"1s-2s Yes.\n2s-3s Yes. / Really.\n3s-4s No.\n4s-5s Well.\n5s-6s But.\n",
		},
	} {
		cues, err := captions.Read([]byte(c.src))
		if diff := cmp.Diff(c.want, text(cues)); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
}

func TestNoCaptions(t *testing.T) {
	t.Parallel()
	for _, src := range []string{
		"", "WEBVTT", "<!doctype html><p>Not found --> here", `{"error":"no"}`, "{", "null", "not captions", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n",
		"<tt><body><p begin='x'>", "\xff\xfe", "PK\x03\x04", strings.Repeat("-->\n", 1000),
	} {
		if cues, err := captions.Read([]byte(src)); !errors.Is(err, captions.ErrNoCaptions) {
			t.Errorf("%.40q gives %d cues, error %v", src, len(cues), err)
		}
	}
}

func TestEncode(t *testing.T) {
	t.Parallel()
	got := string(captions.Encode([]captions.Cue{{
		Start: 61*time.Second + 5*time.Millisecond, End: 101 * time.Hour,
		Lines: []captions.Line{{Voice: "Jane <Doe>", Text: "a --> b & <i>"}, {Text: "all"}},
	}}))
	want := "WEBVTT\n\n00:01:01.005 --> 101:00:00.000\n<v Jane &lt;Doe&gt;>a --&gt; b &amp; &lt;i&gt;</v>\nall\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTranscript(t *testing.T) {
	t.Parallel()
	say := func(at int, lines ...captions.Line) captions.Cue {
		return captions.Cue{Start: time.Duration(at) * time.Second, End: time.Duration(at+1) * time.Second, Lines: lines}
	}
	sentence := strings.Repeat("word ", 110) + "end."
	var got []string
	for _, p := range captions.Transcript([]captions.Cue{
		say(1, captions.Line{Text: "Hello"}, captions.Line{Text: "all."}), say(2, captions.Line{Text: "I am here."}),
		say(9, captions.Line{Text: sentence}), say(10, captions.Line{Text: "Next"}),
		say(11, captions.Line{Voice: "Max", Text: "Why?"}), say(12, captions.Line{Voice: "Max", Text: "蟒蛇"}, captions.Line{Voice: "Max", Text: "很好"}),
	}) {
		got = append(got, fmt.Sprintf("%v %s", p.Start, p.Text))
	}
	want := []string{"1s Hello all. I am here.", "9s " + sentence, "10s Next", "11s Why? 蟒蛇很好"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Whatever comes in, what goes out is WebVTT that any reader takes, has nothing in it that
// steers anything, and says the same when it is read again.
func FuzzRead(f *testing.F) {
	f.Add("WEBVTT\n\n00:01.000 --> 00:02.000 align:start\n<v Jane>Hello</v> <i>there</i> &amp; --> all\n\n00:02.000 --> 00:03.000\nHello\nx")
	f.Add("1\n00:00:01,000 --> 00:00:02,000\n{\\an8}a\u202eb\x1b[1m\n\n2\n00:00:00,000 --> 00:00:00,000\n&#27;")
	f.Add("WEBVTT\n\n00:01.000 --> 00:02.000\na\n\n00:02.000 --> 00:03.000\na\nb\n\n00:03.000 --> 00:04.000\nb\nb\nc")
	f.Add(`{"events":[{"tStartMs":1,"dDurationMs":2,"segs":[{"utf8":"a\nb"}]}]}`)
	f.Add(`<tt xmlns="http://www.w3.org/ns/ttml"><body><div><p begin="1s" end="2s">a<br/>b</p></div></body></tt>`)
	f.Fuzz(func(t *testing.T, src string) {
		cues, err := captions.Read([]byte(src))
		if err != nil {
			return
		}
		file := captions.Encode(cues)
		again, err := captions.Read(file)
		if diff := cmp.Diff(cues, again); err != nil || diff != "" {
			t.Fatalf("%v\n%s", err, diff)
		}
		assertWebVTT(t, string(file), len(cues))
	})
}

// assertWebVTT checks a file by the grammar: a block for each cue, times in order.
func assertWebVTT(t *testing.T, file string, cues int) {
	t.Helper()
	if !utf8.ValidString(file) || strings.ContainsAny(file, "\x00\x1b\r\u202d\u202e") || !strings.HasSuffix(file, "\n") {
		t.Fatalf("not fit to be read: %q", file)
	}
	blocks := strings.Split(strings.TrimSuffix(file, "\n"), "\n\n")
	if blocks[0] != "WEBVTT" || len(blocks)-1 != cues {
		t.Fatalf("%d blocks for %d cues, the first %q", len(blocks)-1, cues, blocks[0])
	}
	last := ""
	for _, b := range blocks[1:] {
		head, body, _ := strings.Cut(b, "\n")
		start, end, ok := strings.Cut(head, " --> ")
		if pad := len("100:00:00.000") - len(start); pad > 0 {
			start = strings.Repeat("0", pad) + start
		}
		if pad := len("100:00:00.000") - len(end); pad > 0 {
			end = strings.Repeat("0", pad) + end
		}
		if !ok || start < last || end <= start || body == "" || strings.Contains(body, "-->") {
			t.Fatalf("a block %q after %s", b, last)
		}
		last = start
	}
}
