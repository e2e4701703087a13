package e2e

import (
	"os/exec"
	"strings"
	"testing"
)

// TestDemonstrationAgreesWithItsLog verifies the demonstration council, which among the rest makes
// every table again from the log and holds it to the one that grew, to the last byte.
func TestDemonstrationAgreesWithItsLog(t *testing.T) {
	t.Parallel()
	d := demo(t)
	out, err := exec.CommandContext(t.Context(), moothall.binary, "verify", "--data", d.data).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "All agrees") {
		t.Errorf("verify: %v\n%s", err, out)
	}
}
