"""Pages for people: a form in, a service, a page or a redirect out. Every page works without a script."""
