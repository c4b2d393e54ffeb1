package record

import (
	"encoding/hex"
	"math/big"
	"strings"
)

// peerTubeID returns instance/uuid for /videos/watch/ID, /videos/embed/ID and
// /w/ID on any host, "" for other paths. PeerTube writes a uuid in full or, since
// version 3.3, short; the full form is the identity.
func peerTubeID(host string, segments []string) string {
	id := ""
	switch {
	case len(segments) == 3 && segments[0] == "videos" && (segments[1] == "watch" || segments[1] == "embed"):
		id = segments[2]
	case len(segments) == 2 && segments[0] == "w":
		id = segments[1]
	}
	uuid := strings.ToLower(id)
	if !isUUID(uuid) {
		uuid = longUUID(id)
	}
	if uuid == "" {
		return ""
	}
	return strings.ToLower(host) + "/" + uuid
}

func isUUID(s string) bool {
	parts := strings.Split(s, "-")
	if len(s) != 36 || len(parts) != 5 {
		return false
	}
	_, err := hex.DecodeString(strings.ReplaceAll(s, "-", ""))
	return err == nil
}

// shortDigits are the digits of PeerTube's short uuids, Flickr's base 58.
const shortDigits = "123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"

// longUUID writes a short uuid in full; "" when s is none.
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
