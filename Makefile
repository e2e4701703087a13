# What a person types to work on Moothall: see CONTRIBUTING.md.

.DELETE_ON_ERROR:
.PHONY: run build test check bench fuzz clean help FORCE
SHELL := /bin/bash -o pipefail

VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
FUZZTIME ?= 30s
ADDR ?= 127.0.0.1:8080

web_inputs := web/build.mjs $(wildcard web/styles/*.scss web/scripts/*.js web/images/*)
templates := $(shell find internal cmd -name '*.templ' 2>/dev/null)
assets := internal/page/dist/manifest.json
breached := internal/auth/dist/breached.bloom
node_modules := web/node_modules/.package-lock.json
templates_done := .cache/templates
lint := .cache/lint

help: ## Show this list.
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /\1\t/' | expand -t 10

run: build ## Build, make the demonstration council once, serve it and print the address.
	@[ -e data/demo.made ] || { rm -rf data/demo && bin/moothall demo --data data/demo && touch data/demo.made; }
	@bin/moothall serve --data data/demo --addr $(ADDR)

build: bin/moothall ## Leave one binary, bin/moothall.

bin/moothall: FORCE $(assets) $(breached) $(templates_done)
	@go build -ldflags '-X main.version=$(VERSION)' -o $@ ./cmd/moothall

# The packages are taken as the lock file has them, and none may run a script of its own.
$(node_modules): web/package.json web/package-lock.json web/.npmrc
	@scripts/need build
	npm --prefix web ci --ignore-scripts --no-fund --no-audit
	@touch $@

$(assets): $(node_modules) $(web_inputs)
	node web/build.mjs
	@touch $@

$(breached): $(node_modules) web/breached.mjs
	node web/breached.mjs
	@touch $@

# templ prints every expression with fmt, which costs more than all else on a page. Ours are texts,
# and joinStrings takes them as they are. What was generated of a template that is gone would not build.
$(templates_done): $(templates) go.mod Makefile
	@find internal -name '*_templ.go' -delete
	go tool templ generate -include-version=false -path internal
	@find internal/page internal/site -name '*_templ.go' -exec sed -i 's/templ\.JoinStringErrs(/joinStrings(/' {} +
	@mkdir -p $(@D) && touch $@

test: build ## Run every test, on both databases and in a browser.
	@scripts/need test
	@scripts/with-postgres env MOOTHALL_TEST_CHROMIUM="$$(command -v chromium)" \
		go run ./scripts/tally $(if $(REQUIRE_ALL),-all) -- -timeout 20m ./...

check: $(assets) $(breached) $(templates_done) $(lint) ## Look for faults without running anything.
	@unformatted=$$(gofmt -l $$(git ls-files -co --exclude-standard '*.go')); \
		[ -z "$$unformatted" ] || { echo "Not formatted (run gofmt -w):"; echo "$$unformatted"; exit 1; }
	go vet ./...
	go vet -vettool=$(CURDIR)/$(lint) ./...
	go test ./internal/house

$(lint): $(wildcard tools/*.go) tools/go.mod tools/go.sum
	cd tools && go build -o ../$@ .

bench: build ## Measure: the reader of minutes, pages beside a bare handler and nginx, packs beside qpdf.
	@scripts/need bench
	go test -run '^$$' -bench Reading ./internal/minutes
	go run ./bench

fuzz: build ## Look for inputs that break a reader or a route, FUZZTIME each (30s).
	@go list -f '{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}' ./... | while read -r pkg; do \
		for target in $$(go test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
			echo "$$pkg $$target"; \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) $$pkg || exit 1; \
		done; \
	done

clean: ## Remove all that was built, but not data/.
	rm -rf bin .cache web/node_modules
	find internal -name '*_templ.go' -delete
	find internal/page/dist internal/auth/dist -type f ! -name .gitkeep -delete
