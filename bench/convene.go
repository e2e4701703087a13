package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"moothall/internal/council"
	"moothall/internal/gazette"
	"moothall/internal/sqldb"
)

// conveneLong publishes a held meeting of each length, with minutes, made of items that the council
// has considered before; and says which numbers they have.
func conveneLong(ctx context.Context, press *sqldb.Press) (map[int]int, error) {
	made := map[int]int{}
	_, err := press.Act(ctx, later(0), func(ctx context.Context, act gazette.Act) error {
		items, err := collect(ctx, act, 60)
		if err != nil {
			return err
		}
		for i, length := range itemsOf() {
			if made[length], err = convene(ctx, act, items[:length], i); err != nil {
				return err
			}
		}
		return nil
	})
	return made, err
}

// later is a moment after everything in the councils, n seconds apart: now, or where this
// machine's clock is behind their day, a day after that.
func later(n int) time.Time {
	day, err := time.Parse(time.DateOnly, standingDay)
	now := time.Now()
	if err == nil && now.Before(day.AddDate(0, 0, 1)) {
		return day.AddDate(0, 0, 1).Add(time.Duration(n) * time.Second)
	}
	return now
}

// minuted is an item with what happened at it.
type minuted struct {
	item   gazette.Item
	minute gazette.ItemMinute
	body   int
}

// collect takes items of substance from the meetings of one body, the first ones on the record.
func collect(ctx context.Context, act gazette.Act, most int) ([]minuted, error) {
	var all []minuted
	body := 0
	for n := 1; n < 20_000 && len(all) < most; n++ {
		held, agenda, minutes, err := meetingOf(ctx, act, n)
		if errors.Is(err, council.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if body == 0 && len(minutes.Items) > 8 {
			body = held.Body
		}
		if body != 0 && held.Body == body {
			all = append(all, substance(agenda, minutes, body)...)
		}
	}
	if len(all) < most {
		return nil, fmt.Errorf("body %d has considered %d items with minutes, and %d are needed: %w", body, len(all), most, council.ErrNotFound)
	}
	return all[:most], nil
}

func meetingOf(ctx context.Context, act gazette.Act, n int) (gazette.Meeting, gazette.Agenda, gazette.Minutes, error) {
	var found [3]any
	for i, kind := range []gazette.Kind{gazette.KindMeeting, gazette.KindAgenda, gazette.KindMinutes} {
		var err error
		if found[i], err = act.Latest(ctx, gazette.Subject{Kind: kind, Number: n}); err != nil {
			return gazette.Meeting{}, gazette.Agenda{}, gazette.Minutes{}, err
		}
	}
	held, _ := found[0].(gazette.Meeting)
	agenda, _ := found[1].(gazette.Agenda)
	minutes, _ := found[2].(gazette.Minutes)
	return held, agenda, minutes, nil
}

// substance is the items of a meeting that are no procedure and were minuted.
func substance(agenda gazette.Agenda, minutes gazette.Minutes, body int) []minuted {
	said := map[int]gazette.ItemMinute{}
	for _, m := range minutes.Items {
		said[m.Item] = m
	}
	var all []minuted
	for _, item := range agenda.Items {
		if minute, ok := said[item.Number]; ok && !item.Procedural && !item.Heading {
			all = append(all, minuted{item, minute, body})
		}
	}
	return all
}

// convene publishes one meeting of the items, each under a number of its own.
func convene(ctx context.Context, act gazette.Act, items []minuted, nth int) (int, error) {
	number, err := act.Next(ctx, gazette.KindMeeting)
	if err != nil {
		return 0, err
	}
	agenda := gazette.Agenda{Label: council.InEnglish("Agenda")}
	minutes := gazette.Minutes{State: council.MinutesDraft}
	for i, m := range items {
		m.item.Number, err = act.Next(ctx, gazette.KindItem)
		if err != nil {
			return 0, err
		}
		m.item.Printed, m.item.Depth = fmt.Sprint(i+1), 0
		m.minute.Item = m.item.Number
		agenda.Items = append(agenda.Items, m.item)
		minutes.Items = append(minutes.Items, m.minute)
	}
	held := gazette.Meeting{Body: items[0].body, State: council.Held, Starts: "18:00",
		Day: council.DayOf(later(0)).Add(-30 - nth), Place: council.InEnglish("Town Hall")}
	for kind, content := range map[gazette.Kind]any{gazette.KindMeeting: held, gazette.KindAgenda: agenda, gazette.KindMinutes: minutes} {
		if _, err := act.Publish(ctx, gazette.Subject{Kind: kind, Number: number}, content); err != nil {
			return 0, err
		}
	}
	return number, nil
}
