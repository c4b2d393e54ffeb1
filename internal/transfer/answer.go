package transfer

import (
	"bufio"
	"bytes"
	"crypto/md5"  //nolint:gosec // it is the hash that hosts publish
	"crypto/sha1" //nolint:gosec // as above
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"mime"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/httpx"
)

// place sees what an answer is and where it belongs. It reports whether there is nothing
// missing, and sees to it that what follows is written at the right place.
func (g *getting) place(resp *http.Response) (whole bool, err error) {
	if coding := resp.Header.Get("Content-Encoding"); resp.StatusCode < 300 && coding != "" && !strings.EqualFold(coding, "identity") {
		return false, g.fault(ingest.ErrNotTheHost, "the answer is compressed, by "+coding)
	}
	switch resp.StatusCode {
	case http.StatusOK:
		return false, g.fromTheStart(resp)
	case http.StatusPartialContent:
		return false, g.goOn(resp)
	case http.StatusRequestedRangeNotSatisfiable:
		if _, of, ok := contentRange(resp.Header); ok && of == g.part.size && g.part.size > 0 {
			return true, nil // it was whole, and the run ended before it got its name
		}
		return false, g.part.anew(g.File, "the server has no such part of it")
	}
	refused := g.fault(httpx.StatusError(resp.StatusCode), fmt.Sprintf("HTTP %d", resp.StatusCode))
	if httpx.DefaultRetry(resp.StatusCode, nil, nil) {
		after, _ := httpx.RetryAfter(resp.Header, time.Now())
		return false, &brokenError{refused, min(after, longestWait)}
	}
	return false, refused
}

// longestWait is how long a file waits because a server asks for it.
const longestWait = 2 * time.Minute

// fromTheStart begins a part. The whole file comes too when it has changed since, and from
// servers that do not send parts.
func (g *getting) fromTheStart(resp *http.Response) error {
	body := bufio.NewReaderSize(resp.Body, 1024)
	head, _ := body.Peek(512) // a shorter one is looked at as far as it goes
	if wrong := wrongType(resp.Header.Get("Content-Type"), head); wrong != "" {
		return g.fault(ingest.ErrNotTheHost, "the answer is "+wrong)
	}
	resp.Body = struct {
		io.Reader
		io.Closer
	}{body, resp.Body}
	of := Resume{URL: g.URL, Validator: validator(resp.Header), Size: max(0, resp.ContentLength)}
	// What is remembered of the new file must never be beside bytes of the old one.
	if err := g.part.restart(of); err != nil {
		return err
	}
	if err := g.part.file.Sync(); err != nil {
		return fmt.Errorf("write %s: %w", g.part.name, err)
	}
	if g.Remember != nil {
		g.Remember(of)
	}
	return nil
}

// wrongType says what an answer is that can be no video, "" for one that may be. Servers that
// know no type of a file call it text, so that alone is not believed.
func wrongType(contentType string, head []byte) string {
	kind, _, _ := mime.ParseMediaType(contentType) // "" of one that nobody can read
	sniffed, _, _ := mime.ParseMediaType(http.DetectContentType(head))
	text := bytes.TrimLeft(head, "\ufeff \t\r\n")
	switch {
	case kind == "text/html", kind == "application/xhtml+xml", sniffed == "text/html":
		return "a web page"
	case strings.HasSuffix(kind, "/json"), strings.HasSuffix(kind, "+json"), bytes.HasPrefix(text, []byte("{")):
		return "JSON"
	case strings.HasSuffix(kind, "/xml"), strings.HasSuffix(kind, "+xml"), bytes.HasPrefix(text, []byte("<")):
		return "XML"
	case strings.HasPrefix(kind, "text/") && (kind != "text/plain" || sniffed == kind):
		return "text"
	}
	return ""
}

// validator is what tells whether a file is still the same: an ETag that speaks for each
// byte, or else the time of its last change.
func validator(h http.Header) string {
	if tag := h.Get("ETag"); strings.HasPrefix(tag, `"`) {
		return tag
	}
	return h.Get("Last-Modified")
}

// goOn sees that what comes is the part that is missing, of the same file.
func (g *getting) goOn(resp *http.Response) error {
	start, of, ok := contentRange(resp.Header)
	same := g.part.of.Size == 0 || of == 0 || of == g.part.of.Size
	if now := validator(resp.Header); now != "" && now != g.part.of.Validator && strings.HasPrefix(now, `"`) == strings.HasPrefix(g.part.of.Validator, `"`) {
		same = false
	}
	if !ok || start != g.part.size || !same {
		return g.part.anew(g.File, "the server sends another part than it was asked for")
	}
	if g.part.of.Size == 0 {
		g.part.of.Size = of
	}
	return nil
}

// anew drops the part, to ask for the whole.
func (p *part) anew(f File, why string) error {
	if err := p.restart(Resume{}); err != nil {
		return err
	}
	return &brokenError{error: f.fault(ingest.ErrHostFault, why)}
}

var rangeShape = regexp.MustCompile(`^bytes (?:(\d+)-\d+|\*)/(\d+|\*)$`)

// contentRange reads where a part begins and what it is a part of, 0 for unknown.
func contentRange(h http.Header) (start, of int64, ok bool) {
	m := rangeShape.FindStringSubmatch(strings.TrimSpace(h.Get("Content-Range")))
	if m == nil {
		return 0, 0, false
	}
	start, _ = strconv.ParseInt(m[1], 10, 64) // none of "*"
	of, _ = strconv.ParseInt(m[2], 10, 64)    // as above
	return start, of, true
}

// check compares the whole file with what was promised. One that is another is dropped.
func (p *part) check(f File) error {
	switch {
	case p.size == 0:
		return p.anew(f, "the answer is empty")
	case p.size < f.Size:
		_ = p.restart(Resume{}) // it goes when the part is closed
		return f.fault(ingest.ErrIncomplete, fmt.Sprintf("it has %d bytes, and %d were promised", p.size, f.Size))
	case f.Hash == "":
		return nil
	}
	kind, want, _ := strings.Cut(f.Hash, ":")
	sum := map[string]func() hash.Hash{"md5": md5.New, "sha1": sha1.New}[kind]
	if sum == nil {
		return nil
	}
	h := sum()
	if _, err := io.Copy(h, io.NewSectionReader(p.file, 0, p.size)); err != nil {
		return fmt.Errorf("read %s: %w", p.name, err)
	}
	if got := hex.EncodeToString(h.Sum(nil)); !strings.EqualFold(got, want) {
		return p.anew(f, "its "+kind+" is another than the host says")
	}
	return nil
}
