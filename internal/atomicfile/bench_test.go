package atomicfile_test

import (
	"fmt"
	"testing"

	"golang.org/x/sync/errgroup"

	"github.com/pyvideo/stevie/internal/atomicfile"
)

// BenchmarkCreate makes many files of two kilobytes: one after the other, eight at a
// time, and all together.
func BenchmarkCreate(b *testing.B) {
	data := make([]byte, 2000)
	for _, n := range []int{10, 130, 5000} {
		b.Run(fmt.Sprintf("%d/each", n), func(b *testing.B) {
			for b.Loop() {
				root, _ := openRoot(b)
				var g errgroup.Group
				g.SetLimit(8)
				for i := range n {
					g.Go(func() error { return atomicfile.CreateUnsynced(root, fmt.Sprint(i), data) })
				}
				if err := g.Wait(); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("%d/together", n), func(b *testing.B) {
			for b.Loop() {
				root, _ := openRoot(b)
				files := make([]atomicfile.File, n)
				for i := range files {
					files[i] = atomicfile.File{Name: fmt.Sprint(i), Data: func() ([]byte, error) { return data, nil }}
				}
				for _, err := range atomicfile.CreateAll(b.Context(), root, files) {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
