package pipeline_test

import (
	"testing"
	"time"
)

// kills is how often each job is killed, at moments spread over the time it takes.
const kills = 3

// A run that is killed at any moment leaves every file whole, and the next one
// brings the world to where an undisturbed one would have brought it. Where strace
// is, TestCutOff does the same for each single operation; this is for every system.
func TestKilledRunsAreCarriedOn(t *testing.T) {
	t.Parallel()
	for _, j := range jobs() {
		t.Run(j.name, func(t *testing.T) {
			t.Parallel()
			start := newWorld(t, j)
			want := start.undisturbed(t, j)
			began := time.Now()
			must(t, start.copy(t).command(t.Context(), t, j.name).Run())
			takes := time.Since(began)
			for n := range kills {
				w := start.copy(t)
				cmd := w.command(t.Context(), t, j.name)
				cmd.Env = append(cmd.Env, "TMPDIR="+quickDir(t)) // where it cannot clean up
				must(t, cmd.Start())
				time.Sleep(takes * time.Duration(n+1) / (kills + 1))
				_ = cmd.Process.Kill() // it may have ended
				_ = cmd.Wait()
				if j.git { // the git that it had started lives on, and is done in a moment
					_ = w.finish(t, j)
				}
				w.carriedOn(t, j, want, everything)
				w.once(t)
			}
		})
	}
}
