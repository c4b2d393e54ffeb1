package mapper

// remember computes a value once for each text.
func remember[V any](known *map[string]V, text string, compute func(text string) V) V {
	value, ok := (*known)[text]
	if !ok {
		if *known == nil {
			*known = map[string]V{}
		}
		value = compute(text)
		(*known)[text] = value
	}
	return value
}
