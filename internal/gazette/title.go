package gazette

import "moothall/internal/council"

// TitleOf is what a decoded content is called where it is named in passing. Agendas, minutes and
// meetings are called by body and day, which their content does not hold; they give the zero Text,
// or an agenda's label.
func TitleOf(c any) council.Text {
	switch c := c.(type) {
	case Council:
		return c.Name
	case Ward:
		return c.Name
	case Party:
		return c.Name
	case Person:
		return council.InEnglish(c.Name)
	case Body:
		return c.Name
	case Issue:
		return c.Title
	case Agenda:
		return c.Label
	case Document:
		return c.Title
	case Decision:
		return c.Title
	case ForwardPlan:
		return c.Title
	case Action:
		return c.Title
	case Takedown:
		return c.Reason
	}
	return council.Text{}
}
