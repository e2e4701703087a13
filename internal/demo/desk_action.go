package demo

import (
	"context"
	"fmt"

	"moothall/internal/audience"
	"moothall/internal/gazette"
	"moothall/internal/register"
)

// actionsShown is how many actions the demonstration follows at least, where the minutes ask for as many.
const actionsShown = 5

// actions follows what the minutes of late ask for: one action is late, one is on its way, one is done, one
// cancelled, and the rest wait for somebody to see to them.
func (d Desk) actions(ctx context.Context) error {
	officer, author := d.As(audience.Officer), d.As(audience.Author)
	made := 0
	for _, m := range d.Minuted {
		if made >= actionsShown {
			break
		}
		n, err := d.Register.TakeUpActions(ctx, officer, m.Number)
		if err != nil {
			return fmt.Errorf("follow what meeting %d asks for: %w", m.Number, err)
		}
		made += n
	}
	list, err := d.Register.Actions(ctx, officer, register.ActionQuery{})
	if err != nil {
		return err
	}
	for i, a := range list[:min(len(list), 4)] {
		if err := d.Register.AssignAction(ctx, officer, a.Number, a.Version, register.ActionCare{Owner: author.Account(), Due: d.Today.Add(7*i - 3)}); err != nil {
			return err
		}
		end, text := gazette.ActionEnd(""), "The work has been ordered and begins next week."
		switch i {
		case 2:
			end, text = gazette.ActionDone, "It was done as the resolution asks."
		case 3:
			end, text = gazette.ActionCancelled, "The grant on which it depended was not given."
		}
		if i > 0 {
			if err := d.Register.NoteAction(ctx, officer, a.Number, a.Version+1, register.ActionReport{Text: text, Public: i != 1, End: end}); err != nil {
				return err
			}
		}
	}
	return nil
}
