package schedule

import (
	"slices"
	"testing"
)

func TestNamedBy(t *testing.T) {
	t.Parallel()
	page := `<link rel="alternate" href="/a/schedule.json"><pretalx-schedule event-url="https://px.example/exconf/"></pretalx-schedule>
<script src="https://px.example/other/widget/v2.en.js"></script><script src="https://px.example/third/schedule/widget/v1.de.js"></script>
<script type="text/javascript" src="https://sessionize.com/api/v2/abc123/view/GridSmart"></script><script src="/static/widget.js"></script><a href="/b/schedule.json.bak">`
	want := []string{
		"/a/schedule.json", "https://px.example/exconf/schedule/export/schedule.json", "https://px.example/other/schedule/export/schedule.json",
		"https://px.example/third/schedule/export/schedule.json", "https://sessionize.com/api/v2/abc123/view/All",
	}
	if got := namedBy([]byte(page)); !slices.Equal(got, want) {
		t.Errorf("named are %q, want %q", got, want)
	}
}
