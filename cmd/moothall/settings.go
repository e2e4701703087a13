package main

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
)

type settingsCommand struct{}

// Run prints every flag of every command as a Markdown table, from the one declaration of them.
func (settingsCommand) Run(s surroundings) error {
	_, err := fmt.Fprint(s.out, settingsTable(s.app.Model.Node))
	return err
}

func settingsTable(root *kong.Node) string {
	var b strings.Builder
	b.WriteString("| command | flag | environment variable | default | meaning |\n| --- | --- | --- | --- | --- |\n")
	for _, leaf := range root.Leaves(true) {
		for _, f := range leaf.Flags {
			if f.Hidden || f.Name == "help" {
				continue
			}
			fmt.Fprintf(&b, "| %s | `--%s` | `%s` | %s | %s |\n", strings.TrimPrefix(leaf.Path(), "moothall "), f.Name,
				strings.Join(f.Envs, "`, `"), code(f.Default), f.Help)
		}
	}
	return b.String()
}

func code(s string) string {
	if s == "" {
		return ""
	}
	return "`" + s + "`"
}
