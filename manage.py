"""Django's usual door; the installed command is `sauatty-web`."""

from sauatty.web.manage import main

if __name__ == "__main__":
    main()
