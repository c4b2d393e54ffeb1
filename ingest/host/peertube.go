package host

import (
	"encoding/hex"
	"math/big"
	"net/url"
	"strconv"
	"strings"

	"github.com/pyvideo/stevie/ingest"
)

// peerTube is software that anybody may run: its addresses are known by their
// paths. The id of a video, and of what else an instance has, is instance/id.
var peerTube = host{
	name: "peertube", kind: "peertube", player: true, pageOnly: true,
	id:      peerTubeID,
	address: peerTubeAddress,
	moment:  func(watch string, seconds int) string { return withQuery(watch, "start", strconv.Itoa(seconds)+"s") },
	channel: func(id string) string { return peerTubeAddress(ingest.Ref{Kind: KindChannel, ID: id}) },
	licence: func(label string) string { return label }, // the adapter gives what the instance calls it
}

// peerTubeAddress takes the kinds of providers/peertube.
func peerTubeAddress(ref ingest.Ref) string {
	instance, id, _ := strings.Cut(ref.ID, "/")
	if id == "" {
		return ""
	}
	site := "https://" + instance
	switch ref.Kind {
	case ingest.KindVideo:
		return site + "/videos/watch/" + url.PathEscape(id)
	case KindPlaylist:
		return site + "/w/p/" + url.PathEscape(id)
	case KindChannel:
		return site + "/c/" + url.PathEscape(id)
	case KindAccount:
		return site + "/a/" + url.PathEscape(id)
	}
	return ""
}

// peerTubeID returns instance/uuid for /videos/watch/ID, /videos/embed/ID and /w/ID.
func peerTubeID(u *url.URL, segments []string) string {
	id := ""
	switch {
	case len(segments) == 3 && segments[0] == "videos" && (segments[1] == "watch" || segments[1] == "embed"):
		id = segments[2]
	case len(segments) == 2 && segments[0] == "w":
		id = segments[1]
	}
	uuid := UUID(id)
	if uuid == "" || u.Host == "" {
		return ""
	}
	return strings.ToLower(u.Host) + "/" + uuid
}

// UUID writes an id of PeerTube's in full, "" when s is none. PeerTube gives ids in
// full or, since version 3.3, short.
func UUID(s string) string {
	if full := strings.ToLower(s); isUUID(full) {
		return full
	}
	return longUUID(s)
}

func isUUID(s string) bool {
	parts := strings.Split(s, "-")
	if len(s) != 36 || len(parts) != 5 {
		return false
	}
	_, err := hex.DecodeString(strings.ReplaceAll(s, "-", ""))
	return err == nil
}

// shortDigits are the digits of short ids, Flickr's base 58.
const shortDigits = "123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"

// longUUID writes a short id in full; "" when s is none.
func longUUID(s string) string {
	if len(s) < 20 || len(s) > 22 {
		return ""
	}
	n, base := new(big.Int), big.NewInt(int64(len(shortDigits)))
	for _, r := range s {
		digit := strings.IndexRune(shortDigits, r)
		if digit < 0 {
			return ""
		}
		n.Add(n.Mul(n, base), big.NewInt(int64(digit)))
	}
	if n.BitLen() > 128 {
		return ""
	}
	h := hex.EncodeToString(n.FillBytes(make([]byte, 16)))
	return strings.Join([]string{h[:8], h[8:12], h[12:16], h[16:20], h[20:]}, "-")
}
