package web_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

var shots = flag.String("shots", "", "take pictures of the pages into this folder")

// TestShots takes pictures for people to look at: wide and narrow, light and dark.
func TestShots(t *testing.T) {
	if *shots == "" {
		t.Skip("skipped: -shots DIR takes pictures of the pages")
	}
	must(t, os.MkdirAll(*shots, 0o755))
	b := browser(t)
	w := newWorld(t)
	w.edit(t, talk, "status", `"ready"`)
	p := w.open(t, b, eventAt)
	for _, width := range []int64{1280, 390} {
		for _, scheme := range []string{"light", "dark"} {
			for name, keys := range map[string][]string{"event": nil, "words": {"w", "ArrowRight", "S-ArrowRight", "t"}, "keys": {"?"}, "one": {"z"}} {
				path := filepath.Join(*shots, fmt.Sprintf("%s-%d-%s.png", name, width, scheme))
				_, err := chromedp.Call(p.ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
					Width: width, Height: 900, DeviceScaleFactor: 1, Mobile: width < 800,
				})
				must(t, err)
				_, err = chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
					Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
				})
				must(t, err)
				p.do(chromedp.Navigate(w.origin + eventAt))
				p.press(keys...)
				p.await(`document.documentElement.scrollWidth <= innerWidth`, "true")
				png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
				must(t, err)
				must(t, os.WriteFile(path, png, 0o644))
			}
		}
	}
	t.Logf("pictures are in %s", *shots)
}
