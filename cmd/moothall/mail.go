package main

import (
	"maps"
	"time"

	"moothall/internal/auth"
	"moothall/internal/notice"
	"moothall/internal/page"
)

// mailFlags say how mail is sent.
type mailFlags struct {
	Server   string `placeholder:"URL" help:"The server that takes mail, smtp://user@host:port or smtps://. With it, people are reminded by mail of what waits for them and is due; no word of what it is about is in it."`
	Password string `env:"MOOTHALL_MAIL_PASSWORD" placeholder:"SECRET" help:"Its password; better given as an environment variable."`
	From     string `placeholder:"ADDRESS" help:"Whom mail comes from: Democratic services <democracy@council.example>."`
}

// remindEvery is how often it is looked for whom to remind.
const remindEvery = 15 * time.Minute

// openPost lets reminders be sent, where a server for mail is set.
func (c serveCommand) openPost(w *workplace, porter *auth.Porter, catalogue *page.Catalogue) error {
	if c.Mail.Server == "" {
		return nil
	}
	post, err := notice.New(notice.Config{Server: c.Mail.Server, Password: c.Mail.Password, From: c.Mail.From, Origin: c.Origin, Catalogue: catalogue,
		Address: porter.Address})
	if err != nil {
		return err
	}
	maps.Copy(w.runner.Handlers, post.Handlers())
	w.porter = porter
	return nil
}

// remind asks for the reminders that are due, now and again, until the context ends.
func (w *workplace) remind(s surroundings) {
	if w.porter == nil {
		return
	}
	for {
		if err := w.remindAll(s); err != nil && s.ctx.Err() == nil {
			s.log.ErrorContext(s.ctx, "cannot remind people of what waits for them", "error", err)
		}
		select {
		case <-s.ctx.Done():
			return
		case <-time.After(remindEvery):
		}
	}
}

func (w *workplace) remindAll(s surroundings) error {
	holders, err := w.porter.Holders(s.ctx)
	if err != nil {
		return err
	}
	for _, v := range holders {
		if _, err := w.register.Remind(s.ctx, v, page.Today(s.now())); err != nil {
			return err
		}
	}
	return nil
}
