package register_test

import (
	"context"
	"testing"

	"moothall/internal/audience"
	"moothall/internal/council"
	"moothall/internal/deadline"
	"moothall/internal/gazette"
	"moothall/internal/register"
	"moothall/internal/testkit"
)

// planned publishes a forward plan in which the key decision on the issue is to be made on a day.
func (w *world) planned(plan int, on string) {
	w.Helper()
	w.publish(func(ctx context.Context, act gazette.Act) error {
		_, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindPlan, Number: plan}, gazette.ForwardPlan{Title: council.InEnglish("Forward plan"),
			Items: []gazette.PlanItem{{Issue: issue, Body: cabinet, Key: true, Due: day(w.T, on), FirstNotice: day(w.T, "2018-01-02")}}})
		return err
	})
}

func TestANoticeOfAKeyDecisionLapsesWhenItsTimeGoesByUndecided(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t), "2018-03-13")
	w.planned(1, "2018-03-13")
	w.wants(w.short(clerk(), register.ShortKeyNotice), 0, "", "")
	w.now = at(t, "2018-03-14")
	w.wants(w.short(clerk(), register.ShortKeyNotice), 1, "2018-03-13", deadline.Late)
	w.planned(2, "2018-04-17")
	w.wants(w.short(clerk(), register.ShortKeyNotice), 0, "", "")
	w.now = at(t, "2018-04-18")
	w.wants(w.short(clerk(), register.ShortKeyNotice), 2, "2018-04-17", deadline.Late)
	w.publish(func(ctx context.Context, act gazette.Act) error {
		_, err := act.Publish(ctx, gazette.Subject{Kind: gazette.KindDecision, Number: 1}, gazette.Decision{Title: council.InEnglish("Safer Plan"), Body: cabinet,
			Day: day(t, "2018-04-17"), Issue: issue, Text: council.InEnglish("<p>Yes.</p>")})
		return err
	})
	w.wants(w.short(clerk(), register.ShortKeyNotice), 0, "", "")
}

func TestANoticeIsGivenAgainOfTheMeetingThatIsHeldInstead(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t), "2018-02-01")
	w.keyMeeting("2018-03-13", true)
	w.must(w.gives("2018-02-10", deadline.PrivateFirst))
	w.wants(w.short(clerk(), register.ShortNotice), 0, "", "")
	to, err := w.MoveMeeting(t.Context(), clerk(), 11, register.Move{State: council.Postponed, Reason: council.InEnglish("Snow."), Day: day(t, "2018-04-17")})
	w.must(err)
	w.wants(w.short(clerk(), register.ShortNotice), to, "2018-03-19", deadline.InTime)
	w.wants(w.short(who(2, audience.Officer, panel), register.ShortNotice), 0, "", "")
	w.now = at(t, "2018-03-20")
	w.wants(w.short(clerk(), register.ShortNotice), to, "2018-03-19", deadline.Late)
	w.must(w.PublishNotice(t.Context(), clerk(), register.Notice{Rule: deadline.PrivateFirst, Meeting: to, Reasons: council.InEnglish("Tenders.")},
		gazette.Document{Kind: council.NoticeDoc, Title: council.InEnglish("Notice")}))
	w.wants(w.short(clerk(), register.ShortNotice), 0, "", "")
}

// A statement of an executive decision is published within the two working days that are usual.
func TestADecisionAndAnActionAreLate(t *testing.T) {
	t.Parallel()
	w := newWorld(t, testkit.SQLite(t), "2018-03-13")
	number, err := w.NewDecision(t.Context(), clerk(), register.Decision{Sort: register.ByBody, Title: council.InEnglish("Safer Plan"), Body: cabinet, Day: day(t, "2018-03-13")})
	w.must(err)
	w.wants(w.short(clerk(), register.ShortDecision), number, "2018-03-15", deadline.Due)
	w.now = at(t, "2018-03-16")
	w.wants(w.short(clerk(), register.ShortDecision), number, "2018-03-15", deadline.Late)
	action := register.Action{Body: cabinet, Meeting: meeting, Item: 1, Limb: 1, Title: council.InEnglish("Safer Plan"), Text: audience.Seal("Write to the police."), Due: day(t, "2018-03-16")}
	w.must(w.store.Turn(t.Context(), func(ctx context.Context, tx register.Tx) error {
		return tx.Put(ctx, register.Meta{Key: register.Key{Kind: action.Kind(), Number: 4}, Changed: w.now}, action)
	}))
	w.wants(w.short(clerk(), register.ShortAction), 0, "", "")
	w.now = at(t, "2018-03-17")
	w.wants(w.short(clerk(), register.ShortAction), 4, "2018-03-16", deadline.Late)
	w.wants(w.short(who(2, audience.Officer, panel), register.ShortAction), 0, "", "")
}
