package quota

import (
	"fmt"
	"time"
)

// Reset returns the next midnight in California after now, when a used-up quota
// is full again: https://developers.google.com/youtube/v3/determine_quota_cost.
func Reset(now time.Time) time.Time {
	year, month, day := now.In(pacific()).Date()
	return time.Date(year, month, day+1, 0, 0, 0, 0, pacific())
}

// Help says in one sentence when there is quota again, in the zone of now.
func Help(now time.Time) string {
	reset := Reset(now)
	wait := reset.Sub(now).Round(time.Minute)
	return fmt.Sprintf("the key has quota again at midnight Pacific Time, %s here (in %s): run the same command again then",
		reset.In(now.Location()).Format("15:04 on Monday, 2 January"), hoursAndMinutes(wait))
}

// today names the day that a request counts for.
func today(now time.Time) string { return now.In(pacific()).Format(time.DateOnly) }

func pacific() *time.Location {
	zone, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		// Without a zone database: an hour late in summer, never early.
		return time.FixedZone("PST", -8*60*60)
	}
	return zone
}

func hoursAndMinutes(d time.Duration) string {
	hours, minutes := int(d.Hours()), int(d.Minutes())%60
	if hours == 0 {
		return fmt.Sprintf("%d min", minutes)
	}
	return fmt.Sprintf("%d h %02d min", hours, minutes)
}
