package youtube

import (
	"fmt"
	"time"
)

// quotaHelp says when there is quota again, in the zone of now. The day of a
// quota ends at midnight in California:
// https://developers.google.com/youtube/v3/determine_quota_cost.
func quotaHelp(now time.Time) string {
	reset := quotaReset(now)
	wait := reset.Sub(now).Round(time.Minute)
	return fmt.Sprintf("the key has quota again at midnight Pacific Time, %s here (in %s): run the same command again then",
		reset.In(now.Location()).Format("15:04 on Monday, 2 January"), hoursAndMinutes(wait))
}

// quotaReset returns the next midnight in California after now.
func quotaReset(now time.Time) time.Time {
	pacific, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		// Without a zone database: an hour late in summer, never early.
		pacific = time.FixedZone("PST", -8*60*60)
	}
	year, month, day := now.In(pacific).Date()
	return time.Date(year, month, day+1, 0, 0, 0, 0, pacific)
}

func hoursAndMinutes(d time.Duration) string {
	hours, minutes := int(d.Hours()), int(d.Minutes())%60
	if hours == 0 {
		return fmt.Sprintf("%d min", minutes)
	}
	return fmt.Sprintf("%d h %02d min", hours, minutes)
}
