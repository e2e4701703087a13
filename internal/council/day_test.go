package council

import (
	"encoding/json"
	"errors"
	"testing"
	"time"
)

func TestADayIsWrittenAndReadAlike(t *testing.T) {
	t.Parallel()
	for _, d := range []Day{{}, NewDay(2018, time.April, 5), NewDay(1999, time.December, 31), NewDay(2024, time.February, 29)} {
		text, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		var fromText, fromBytes Day
		if err := json.Unmarshal(text, &fromText); err != nil || fromText != d {
			t.Errorf("%v reads back from %s as %v (%v)", d, text, fromText, err)
		}
		b, err := d.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		if err := fromBytes.UnmarshalBinary(b); err != nil || fromBytes != d {
			t.Errorf("%v reads back from %v as %v (%v)", d, b, fromBytes, err)
		}
	}
	for _, s := range []string{"5 April 2018", "2018-02-30", "2018-4-5", "x"} {
		if _, err := ParseDay(s); !errors.Is(err, ErrInvalid) {
			t.Errorf("%q was read as a day (%v)", s, err)
		}
	}
}

func TestASpellIncludesBothItsDays(t *testing.T) {
	t.Parallel()
	s := Spell{NewDay(2018, time.May, 1), NewDay(2018, time.May, 31)}
	for d, want := range map[Day]bool{NewDay(2018, time.April, 30): false, s.From: true, s.To: true, NewDay(2018, time.June, 1): false} {
		if s.Covers(d) != want {
			t.Errorf("the spell covers %v: %v, want %v", d, !want, want)
		}
	}
	if !(Spell{}).Covers(s.From) {
		t.Error("a spell without ends does not cover a day")
	}
}

func TestATextIsReadInOneLanguageOrTheOther(t *testing.T) {
	t.Parallel()
	both, english := Text{En: "Council", Cy: "Cyngor"}, InEnglish("Cabinet")
	if s, l := both.In(Welsh); s != "Cyngor" || l != Welsh {
		t.Errorf("in Welsh: %q in %s", s, l)
	}
	if s, l := english.In(Welsh); s != "Cabinet" || l != English {
		t.Errorf("what is not in Welsh: %q in %s, want the English, marked so", s, l)
	}
}

func TestWordsOutsideTheirVocabularyAreRefused(t *testing.T) {
	t.Parallel()
	if err := Approved.Check(); err != nil {
		t.Error(err)
	}
	if err := Verb("vetoed").Check(); !errors.Is(err, ErrInvalid) {
		t.Errorf("vetoed: %v, want ErrInvalid", err)
	}
}
