package bindery

import (
	"errors"
	"path"
	"strconv"

	"moothall/internal/council"
	"moothall/internal/paper"
	"moothall/internal/register"
)

// faultsOf says in messages of the catalogue what is wrong with a file; nothing where the error is not
// the file's.
func faultsOf(err error, name string) []register.PaperFault {
	var unfit *paper.Unfit
	switch {
	case err == nil || !errors.Is(err, council.ErrInvalid):
		return nil
	case errors.As(err, &unfit):
		return findings(unfit)
	}
	for _, one := range []struct {
		kind error
		key  string
	}{
		{paper.ErrMisnamed, "paper.fault.misnamed"}, {paper.ErrNotTaken, "paper.fault.not-taken"}, {paper.ErrEncrypted, "paper.fault.encrypted"},
		{paper.ErrTooLarge, "paper.fault.large"}, {paper.ErrTimedOut, "paper.fault.slow"},
	} {
		if errors.Is(err, one.kind) {
			return []register.PaperFault{{Key: one.key, Args: []string{"Name", name, "Ending", path.Ext(name)}}}
		}
	}
	return []register.PaperFault{{Key: "paper.fault.broken", Args: []string{"Name", name}}}
}

// mostTold is how many findings are told: enough to see what is wrong.
const mostTold = 20

// findings are what makes a paper unfit to go out, each with its place. The message of a risk is
// "paper.fault." followed by its name.
func findings(u *paper.Unfit) []register.PaperFault {
	var list []register.PaperFault
	for _, f := range u.Findings[:min(len(u.Findings), mostTold)] {
		args := []string{"Text", f.Text}
		if f.Page > 0 {
			args = append(args, "Page", strconv.Itoa(f.Page))
		}
		if f.Paragraph > 0 {
			args = append(args, "Paragraph", strconv.Itoa(f.Paragraph))
		}
		list = append(list, register.PaperFault{Key: "paper.fault." + string(f.Risk), Args: args})
	}
	if more := len(u.Findings) - len(list) + u.More; more > 0 {
		list = append(list, register.PaperFault{Key: "paper.fault.more", Args: []string{"Count", strconv.Itoa(more)}})
	}
	return list
}
