package check

// About says in a few words what a rule looks for, "" for a rule that there is
// not.
func About(rule string) string { return rules[rule] }

var rules = map[string]string{
	RuleJSON:           "files that Python cannot read",
	RuleTOML:           "drafts that cannot be read",
	RuleDoNotRecord:    "talks that were not to be recorded",
	RuleSchema:         "keys that are missing or hold the wrong kind of value",
	RuleLayout:         "files and folders that are missing or do not belong",
	RuleFilenameLength: "names of 140 bytes or more",
	RuleRST:            "reStructuredText that docutils refuses",
	RuleLanguage:       "codes that pyvideo does not accept",
	RuleSpeakerName:    "a name that pyvideo spells otherwise",
	RuleIDUnique:       "ids that several records have",
	RuleSlugUnique:     "page addresses that several records have",
	RuleRSTStrict:      "reStructuredText that breaks on the site only",
	RuleCanonical:      "files that are not in canonical form",
	RuleDuplicateKey:   "keys that stand twice",
	RuleNumberRange:    "numbers that are too large to be read",
	RuleUnknownKey:     "keys that nothing reads",
	RuleTagStyle:       "tags with capitals, commas or stray signs",
	RuleURLForm:        "addresses that the site or a reader cannot use",
	RuleRelatedLabel:   "related addresses without a label of their own",
	RuleRecordedRange:  "dates that are missing or cannot be",
	RuleSpeakerMissing: "talks of nobody, or of a placeholder",
	RuleSpeakerForm:    "entries for speakers that are no single name",
	RuleEmptyTitle:     "drafts without a title",
	RuleTitleNoise:     "speaker, event or decoration in the title",
	RuleLanguageGuess:  "languages that are missing or not those of the text",
	RuleVideoMissing:   "talks that cannot be watched anywhere",
	RuleDuplicateVideo: "videos that several records have",
	RuleSameDate:       "large events with one date for all talks",
	RuleSpeakerVariant: "names that are usually spelled otherwise",
	RuleTagVariant:     "tags that are spelled in several ways, or are a speaker's name",
}
