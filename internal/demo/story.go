package demo

func (b *borough) tellStories(year int)       {}
func (b *borough) fillTold(t *tabled)         {}
func (b *borough) tellMinute(s *stage) string { return "" }
