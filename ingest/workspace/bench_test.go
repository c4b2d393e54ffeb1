package workspace

import (
	"fmt"
	"testing"
)

// BenchmarkCreate writes an event of a thousand talks, each synced to the disk.
func BenchmarkCreate(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		w := openTemp(b)
		b.StartTimer()
		create(b, w, event, thousand()...)
	}
}

// BenchmarkLoad reads sixty events of a hundred talks.
func BenchmarkLoad(b *testing.B) {
	w := openTemp(b)
	for n := range 60 {
		create(b, w, fmt.Sprintf("exconf-%d", n), thousand()[n*10:n*10+100]...)
	}
	b.ResetTimer()
	for b.Loop() {
		load(b, w)
	}
}

func thousand() []NewDraft {
	var news []NewDraft
	for n := range 1000 {
		news = append(news, NewDraft{fmt.Sprintf("talk-%d", n), talk(n, fmt.Sprintf("Talk %d", n))})
	}
	return news
}
