package demo

import (
	"context"
	"fmt"
	"strings"

	"moothall/internal/audience"
	"moothall/internal/ballot"
	"moothall/internal/council"
	"moothall/internal/register"
)

// Chaired is the body that the chair on the staff presides over: the one whose minutes are with them; 0
// where too few meetings were held lately.
func (d Desk) Chaired() int {
	if len(d.Held) < 3 {
		return 0
	}
	return d.Held[2].Body.Number
}

// sittings leaves the latest meeting in progress, and the minutes of those before it being written, with
// the chair, and published as a draft to wait for their approval.
func (d Desk) sittings(ctx context.Context) error {
	for i, m := range d.Held[:min(4, len(d.Held))] {
		if err := d.sit(ctx, m.Number, m.Starts); err != nil {
			return fmt.Errorf("meeting %d: %w", m.Number, err)
		}
		if i == 0 {
			if err := d.choose(ctx, m.Number); err != nil {
				return fmt.Errorf("the appointment at meeting %d: %w", m.Number, err)
			}
			continue
		}
		if err := d.minuted(ctx, m.Number, i > 1); err != nil {
			return fmt.Errorf("the minutes of meeting %d: %w", m.Number, err)
		}
		var err error
		switch i {
		case 2:
			err = d.Register.SendMinutes(ctx, d.As(audience.Officer), m.Number, 1, d.Today.Add(4))
		case 3:
			err = d.Register.DraftMinutes(ctx, d.As(audience.Officer), m.Number, 1)
		}
		if err != nil {
			return fmt.Errorf("the minutes of meeting %d: %w", m.Number, err)
		}
	}
	return nil
}

// sit opens a meeting, marks who is there, and has a motion moved at the first item that asks for one.
func (d Desk) sit(ctx context.Context, meeting int, began council.Clock) error {
	officer := d.As(audience.Officer)
	if err := d.Register.OpenMeeting(ctx, officer, meeting, began); err != nil {
		return err
	}
	hall, err := d.Register.Sitting(ctx, officer, meeting)
	if err != nil {
		return err
	}
	var marks []register.RollMark
	for i, k := range hall.Roll {
		p := council.Present
		if i > 1 && i%5 == 4 {
			p = council.Apologies
		}
		marks = append(marks, register.RollMark{Number: k.Number, Version: k.Version, Presence: p})
	}
	if _, err := d.Register.MarkRoll(ctx, officer, meeting, marks); err != nil {
		return err
	}
	for _, it := range hall.Items {
		if it.Content.Procedural || !it.Content.Ground.IsOpen() || len(hall.Roll) < 2 {
			continue
		}
		_, err := d.Register.MoveMotion(ctx, officer, meeting, register.Motion{Item: it.Number, Sort: register.MotionProper,
			Mover: hall.Roll[0].Content.Person, Seconder: hall.Roll[1].Content.Person, Text: register.Sealed(en(moves(it.Content)))})
		if err != nil {
			return err
		}
		_, err = d.Register.Declare(ctx, officer, meeting, register.Declaration{Item: it.Number, Person: hall.Roll[1].Content.Person, Name: hall.Roll[1].Content.Name,
			Interest: council.Personal, Nature: register.Sealed(en("A member of their family works for a charity that is named in the report."))})
		if err != nil {
			return err
		}
		return d.Register.TakeItem(ctx, officer, meeting, hall.Sitting.Version, it.Number)
	}
	return nil
}

// choose has the meeting in progress be between two rounds of an appointment, and a member speak.
func (d Desk) choose(ctx context.Context, meeting int) error {
	officer := d.As(audience.Officer)
	hall, err := d.Register.Sitting(ctx, officer, meeting)
	if err != nil || hall.Sitting.Content.Item == 0 || len(hall.Roll) < 4 {
		return err
	}
	a := register.Appointment{Item: hall.Sitting.Content.Item, Office: register.Sealed(en("Member champion for this work")), Rule: ballot.Majority, Manner: register.ByName}
	for _, k := range hall.Roll[:3] {
		a.Candidates = append(a.Candidates, register.Candidate{Name: k.Content.Name,
			Resolved: register.Sealed(en("That " + k.Content.Name + " be appointed as member champion for this work."))})
	}
	number, err := d.Register.BeginAppointment(ctx, officer, meeting, a)
	if err != nil {
		return err
	}
	poll, err := d.Register.OpenRound(ctx, officer, number, 1)
	if err != nil {
		return err
	}
	for i, k := range hall.Voters(a.Item) {
		// Two of five for the first, two for the second, one for the third: nobody has a majority.
		choice := []string{"1", "2", "3", "1", "2"}[i%5]
		if err := d.Register.EnterVote(ctx, officer, poll, k.Content.Person, choice); err != nil {
			return err
		}
	}
	if err := d.Register.ClosePoll(ctx, officer, poll); err != nil {
		return err
	}
	return d.Register.GiveFloor(ctx, officer, meeting, hall.Roll[0].Number, 180)
}

// moves is what is moved at an item: what it asks, or that it be noted.
func moves(it register.Item) string {
	if len(it.Asked) == 0 {
		return "That the report be noted."
	}
	var lines []string
	for i, a := range it.Asked {
		lines = append(lines, fmt.Sprintf("(%d) That %s.", i+1, strings.TrimRight(a.Text.En, " ;.")))
	}
	return strings.Join(lines, "\n")
}

// minuted decides what was moved, closes the meeting and writes its minutes: of every item, or of the first
// two.
func (d Desk) minuted(ctx context.Context, meeting int, whole bool) error {
	officer := d.As(audience.Officer)
	hall, err := d.Register.Sitting(ctx, officer, meeting)
	if err != nil {
		return err
	}
	for _, k := range hall.Motions {
		if err := d.Register.TakeVote(ctx, officer, k.Number, k.Version, register.Vote{Manner: register.ByAssent}); err != nil {
			return err
		}
	}
	ended := hall.Meeting.Ends
	if ended == "" {
		ended = "21:00"
	}
	if err := d.Register.CloseMeeting(ctx, officer, meeting, hall.Sitting.Version, register.Closing{Ended: ended}); err != nil {
		return err
	}
	for i, it := range hall.Items {
		if !whole && i > 1 || !it.Content.Ground.IsOpen() {
			continue
		}
		prose := en(said(hall, it))
		read := register.Reader{Vote: hall.Carried(it.Number)}.Read(prose)
		if _, err := d.Register.WriteMinute(ctx, officer, it.Number, 0, register.MinuteChange{Prose: prose, Read: &read}); err != nil {
			return err
		}
	}
	return nil
}

// said is what is minuted of an item.
func said(hall register.SittingWork, it register.ItemWork) string {
	at, _ := hall.At(it.Number)
	switch title := strings.ToLower(it.Content.Title.En); {
	case strings.Contains(title, "apolog"):
		var names []string
		for _, k := range hall.Roll {
			if k.Content.Presence == council.Apologies {
				names = append(names, k.Content.Name)
			}
		}
		if len(names) == 0 {
			return "No apologies for absence were received."
		}
		return "Apologies for absence were received from " + strings.Join(names, "; ") + "."
	case strings.Contains(title, "declaration"):
		return "No interests were declared."
	case len(at.Motions) > 0:
		return "The item was introduced, and the following points were raised:\n\n- Would residents be told before the work began? Yes, by letter.\n" +
			"- The cost should be reported again within the year.\n\nRESOLVED (unanimously) –\n" + moves(it.Content)
	case it.Content.Procedural:
		return "RESOLVED – That the item be noted."
	}
	return "The item was considered.\n\nRESOLVED – That the report be noted."
}
