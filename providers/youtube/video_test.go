package youtube_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pyvideo/stevie/ingest"
	"github.com/pyvideo/stevie/internal/fakehost"
)

// every returns the countries AA, AB, …
func every(n int) []string {
	codes := make([]string, n)
	for i := range codes {
		codes[i] = string([]rune{rune('A' + i/26), rune('A' + i%26)})
	}
	return codes
}

func TestAvailability(t *testing.T) {
	t.Parallel()
	type verdict struct {
		Usable       bool
		Availability ingest.Availability
		Live         ingest.Live
		Reason       string
		Restrictions []string
	}
	fine := func(restrictions ...string) verdict {
		return verdict{true, ingest.Public, ingest.LiveNone, "", restrictions}
	}
	out := func(a ingest.Availability, reason string) verdict {
		return verdict{false, a, ingest.LiveNone, reason, nil}
	}
	type video = fakehost.YouTubeVideo
	tests := map[string]struct {
		video video
		want  verdict
	}{
		"public":                 {video{}, fine()},
		"called Private video":   {video{Title: "Private video"}, fine()},
		"unlisted":               {video{Privacy: "unlisted"}, verdict{true, ingest.Unlisted, ingest.LiveNone, "", []string{"unlisted"}}},
		"private":                {video{Privacy: "private"}, out(ingest.Private, "private")},
		"deleted":                {video{Deleted: true}, out(ingest.Deleted, "deleted")},
		"members only":           {video{MembersOnly: true}, out(ingest.Unavailable, "for members only, or just removed")},
		"processing failed":      {video{Upload: "failed", FailureReason: "emptyFile"}, out(ingest.Unavailable, "upload failed: empty file")},
		"failed without reason":  {video{Upload: "failed"}, out(ingest.Unavailable, "upload failed")},
		"rejected":               {video{Upload: "rejected", RejectionReason: "termsOfUse"}, out(ingest.Unavailable, "rejected by the host: terms of use")},
		"a hostile reason":       {video{Upload: "rejected", RejectionReason: "\x1b[31m\nspam"}, out(ingest.Unavailable, "rejected by the host: mspam")},
		"deleted a moment ago":   {video{Upload: "deleted"}, out(ingest.Deleted, "deleted")},
		"still uploading":        {video{Upload: "uploaded"}, fine()},
		"blocked everywhere":     {video{AllowedIn: []string{}}, out(ingest.Unavailable, "blocked in every country")},
		"blocked in all of them": {video{BlockedIn: every(249)}, out(ingest.Unavailable, "blocked in every country")},
		"blocked nowhere":        {video{BlockedIn: []string{}}, fine()},
		"blocked in one":         {video{BlockedIn: []string{"DE"}}, fine("blocked in 1 country: DE")},
		"blocked in some":        {video{BlockedIn: []string{"JP", "DE", "FR"}}, fine("blocked in 3 countries: DE, FR, JP")},
		"blocked in many":        {video{BlockedIn: every(13)}, fine("blocked in 13 countries: AA, AB, AC, AD, AE, AF, AG, AH, AI, AJ and 3 more")},
		"allowed in some":        {video{AllowedIn: []string{"US", "CA"}}, fine("shown only in 2 countries: CA, US")},
		"allowed in all of them": {video{AllowedIn: every(249)}, fine()},
		"not embeddable":         {video{NotEmbeddable: true}, fine("embedding disabled")},
		"age restricted":         {video{AgeRestricted: true}, fine("age restricted")},
		"all at once": {
			video{Privacy: "unlisted", NotEmbeddable: true, AgeRestricted: true, BlockedIn: []string{"DE"}},
			verdict{true, ingest.Unlisted, ingest.LiveNone, "", []string{"unlisted", "embedding disabled", "blocked in 1 country: DE", "age restricted"}},
		},
		"live":           {video{Live: "live", ActualStart: "2025-05-30T08:00:00Z"}, verdict{false, ingest.Public, ingest.LiveNow, "live now", nil}},
		"upcoming":       {video{Live: "upcoming", ScheduledStart: "2025-05-30T08:00:00Z"}, verdict{false, ingest.Public, ingest.LiveUpcoming, "upcoming", nil}},
		"a stream ended": {video{Live: "completed", ActualEnd: "2025-05-30T18:00:00Z"}, fine()},
		"an odd stream":  {video{Live: "paused"}, fine()},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			host := conference(1)
			tt.video.ID, tt.video.Published = videoID(0), "2025-05-30T08:00:00Z"
			host.Videos[0] = tt.video
			videos, err := walk(t, newFor(t, host), playlistURL)
			if err != nil || len(videos) != 1 {
				t.Fatal(videos, err)
			}
			v := videos[0]
			got := verdict{v.Usable(), v.Availability, v.Live, v.Reason, v.Restrictions}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			if v.ID != videoID(0) || v.URL != watchURL(0) || v.Position == nil || v.Collection.ID != playlistID {
				t.Errorf("%+v", v)
			}
		})
	}
}

func TestVideoFields(t *testing.T) {
	t.Parallel()
	host := conference(2)
	host.Videos[0] = fakehost.YouTubeVideo{
		ID: videoID(0), Title: "Vitória Exemplo: ORMs", Description: "Abstract\n\x1b[31m…",
		ChannelID: "UCanother000000000000000", ChannelTitle: "Another",
		Published: "2025-05-30T10:00:00+02:00", Recorded: "2025-05-17T23:30:00-10:00", Duration: "P1DT2H3M4S",
		Tags: []string{"orm", "two words"}, Language: "pt-BR", TextLanguage: "en", License: "creativeCommon", Caption: true,
	}
	host.Videos[1].TextLanguage = "de"
	videos, err := walk(t, newFor(t, host), playlistURL)
	if err != nil {
		t.Fatal(err)
	}
	want := ingest.Video{
		Provider: "youtube", ID: videoID(0), URL: watchURL(0), Title: "Vitória Exemplo: ORMs", Description: "Abstract\n\x1b[31m…",
		Published: time.Date(2025, 5, 30, 8, 0, 0, 0, time.UTC), Recorded: ingest.Date{Year: 2025, Month: 5, Day: 17},
		Duration: 93784, Language: "pt-BR", License: "creativeCommon", Tags: []string{"orm", "two words"},
		Thumbnail:  "https://i.ytimg.com/vi/" + videoID(0) + "/maxresdefault.jpg",
		Channel:    ingest.Channel{ID: "UCanother000000000000000", Title: "Another"},
		Collection: ingest.CollectionRef{ID: playlistID, Title: "ExampleConf 2025"},
		Position:   new(0), Availability: ingest.Public, Live: ingest.LiveNone,
	}
	if diff := cmp.Diff(want, videos[0]); diff != "" {
		t.Error(diff)
	}
	if videos[1].Language != "" {
		t.Errorf("the language of the texts was taken for the spoken one: %q", videos[1].Language)
	}
}

func TestUnavailableKeepsWhatTheListSays(t *testing.T) {
	t.Parallel()
	host := conference(1)
	host.Videos[0].MembersOnly = true
	videos, err := walk(t, newFor(t, host), playlistURL)
	if err != nil {
		t.Fatal(err)
	}
	want := ingest.Video{
		Provider: "youtube", ID: videoID(0), URL: watchURL(0), Title: "Talk 0",
		Published: time.Date(2025, 5, 30, 8, 0, 0, 0, time.UTC), Channel: ingest.Channel{ID: channelID, Title: "ExampleConf"},
		Collection: ingest.CollectionRef{ID: playlistID, Title: "ExampleConf 2025"}, Position: new(0),
		Availability: ingest.Unavailable, Reason: "for members only, or just removed", Live: ingest.LiveNone,
	}
	if diff := cmp.Diff(want, videos[0]); diff != "" {
		t.Error(diff)
	}
}

func TestThumbnails(t *testing.T) {
	t.Parallel()
	type offer = map[string]fakehost.YouTubeThumbnail
	tests := map[string]struct {
		offered offer
		want    string
	}{
		"all common sizes":        {nil, "maxresdefault"},
		"no maxres":               {offer{"default": {Width: 120}, "standard": {Width: 640}}, "hqdefault"},
		"none":                    {offer{}, "hqdefault"},
		"only the newer ones":     {offer{"default": {Width: 120}, "uhd": {Width: 3840}}, "maxresdefault"},
		"a name of tomorrow":      {offer{"default": {Width: 120}, "octopus": {Width: 7680}}, "maxresdefault"},
		"a small one of tomorrow": {offer{"default": {Width: 120}, "stamp": {Width: 16}}, "hqdefault"},
		"maxres without width":    {offer{"maxres": {URL: "https://i.ytimg.com/x.jpg"}}, "maxresdefault"},
	}
	for name, tt := range tests {
		host := conference(1)
		host.Videos[0].Thumbnails = tt.offered
		videos, err := walk(t, newFor(t, host), watchURL(0))
		if err != nil {
			t.Fatal(err)
		}
		if want := "https://i.ytimg.com/vi/" + videoID(0) + "/" + tt.want + ".jpg"; videos[0].Thumbnail != want {
			t.Errorf("%s: %s, want %s", name, videos[0].Thumbnail, want)
		}
	}
}

// rewritten lets a test change what the fake answers.
func rewritten(next http.Handler, method string, change func(map[string]any)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, "/"+method) {
			next.ServeHTTP(w, r)
			return
		}
		resp, err := inMemory{next}.RoundTrip(r)
		if err != nil {
			return
		}
		body, _ := io.ReadAll(resp.Body)
		var answer map[string]any
		if json.Unmarshal(body, &answer) == nil {
			change(answer)
			body, _ = json.Marshal(answer)
		}
		_, _ = w.Write(body)
	})
}

// Unknown keys and values must not hurt, and neither must keys that are gone.
func TestAnswersOfTomorrow(t *testing.T) {
	t.Parallel()
	tests := map[string]func(map[string]any){
		"unknown keys and values": func(answer map[string]any) {
			answer["mood"] = []any{"good"}
			video := answer["items"].([]any)[0].(map[string]any)
			video["hologramDetails"] = map[string]any{"depth": 3}
			video["status"].(map[string]any)["uploadStatus"] = "teleported"
			video["status"].(map[string]any)["privacyStatus"] = "interstellar"
			video["snippet"].(map[string]any)["liveBroadcastContent"] = "reincarnated"
		},
		"nothing but a status": func(answer map[string]any) {
			video := answer["items"].([]any)[0].(map[string]any)
			for key := range video {
				if key != "id" {
					delete(video, key)
				}
			}
			video["status"] = map[string]any{"privacyStatus": "public"}
		},
		"a video that nobody asked for": func(answer map[string]any) {
			answer["items"] = append(answer["items"].([]any), map[string]any{"id": "uninvited00"}, nil)
		},
	}
	for name, change := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			videos, err := walk(t, newFor(t, rewritten(conference(1), "videos", change)), playlistURL)
			if err != nil || len(videos) != 1 || !videos[0].Usable() || len(videos[0].Restrictions) != 0 {
				t.Errorf("%+v, %v", videos, err)
			}
		})
	}
}

// Entries that are private or gone are told by more than their title, in case the
// host leaves keys out.
func TestUnavailableWithoutStatus(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]ingest.Availability{
		"Private video": ingest.Private, "Deleted video": ingest.Deleted, "Something else": ingest.Unavailable,
	} {
		host := conference(1)
		host.Videos[0].Deleted = true
		changed := rewritten(host, "playlistItems", func(answer map[string]any) {
			item := answer["items"].([]any)[0].(map[string]any)
			delete(item, "status")
			item["snippet"].(map[string]any)["title"] = title
		})
		videos, err := walk(t, newFor(t, changed), playlistURL)
		if err != nil || len(videos) != 1 || videos[0].Availability != want || videos[0].Usable() || videos[0].Reason == "" {
			t.Errorf("%s: %+v, %v; want %s", title, videos, err, want)
		}
	}
}

// The host may say it in another language.
func TestUnavailableWithAnotherTitle(t *testing.T) {
	t.Parallel()
	host := conference(2)
	host.Videos[0].Privacy, host.Videos[1].Deleted = "private", true
	changed := rewritten(host, "playlistItems", func(answer map[string]any) {
		for _, item := range answer["items"].([]any) {
			item.(map[string]any)["snippet"].(map[string]any)["title"] = "Video nicht da"
		}
	})
	videos, err := walk(t, newFor(t, changed), playlistURL)
	if err != nil || len(videos) != 2 || videos[0].Availability != ingest.Private || videos[1].Availability != ingest.Deleted {
		t.Errorf("%+v, %v", videos, err)
	}
}

func TestEntriesWithoutVideo(t *testing.T) {
	t.Parallel()
	changed := rewritten(conference(3), "playlistItems", func(answer map[string]any) {
		items := answer["items"].([]any)
		items[0] = nil
		delete(items[1].(map[string]any), "contentDetails")
		items[2] = map[string]any{"id": "x", "snippet": map[string]any{}}
	})
	videos, err := walk(t, newFor(t, changed), playlistURL)
	if diff := cmp.Diff([]string{videoID(1)}, ids(videos)); diff != "" || !errors.Is(err, ingest.ErrIncomplete) {
		t.Fatal(err, diff)
	}
	if fmt.Sprint(*videos[0].Position) != "1" {
		t.Errorf("position %d", *videos[0].Position)
	}
}
