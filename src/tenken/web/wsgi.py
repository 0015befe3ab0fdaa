"""What the server runs: the pages, and with TENKEN_DUE=1 the work that is due as well."""

from django.core.wsgi import get_wsgi_application

from tenken.actions.due import start, works_here
from tenken.web.frame import site

application = get_wsgi_application()

if works_here():
    start(site())
