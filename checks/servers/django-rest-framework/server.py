"""Django REST framework with its three paginators, on a table of SQLite. Usage: server.py PORT FOLDER"""

import sys
from pathlib import Path
from wsgiref.simple_server import WSGIServer, make_server
from socketserver import ThreadingMixIn

import django
from django.conf import settings

port, folder = int(sys.argv[1]), Path(sys.argv[2])
settings.configure(
    SECRET_KEY="only-for-a-check",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["rest_framework"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "posts.db"}},
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "UNAUTHENTICATED_USER": None,
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    },
)
django.setup()

from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.urls import include, path
from rest_framework import pagination, routers, serializers, viewsets


class Post(models.Model):
    title = models.CharField(max_length=100)
    views = models.DecimalField(max_digits=12, decimal_places=3)

    class Meta:
        app_label = "checks"
        ordering = ["id"]


class PostSerializer(serializers.ModelSerializer):
    class Meta:
        model = Post
        fields = ["id", "title", "views"]


class ByNumber(pagination.PageNumberPagination):
    page_size = 100


class ByOffset(pagination.LimitOffsetPagination):
    default_limit = 100


class ByCursor(pagination.CursorPagination):
    page_size = 100
    ordering = "id"


router = routers.SimpleRouter()
for name, paginator in {"numbers": ByNumber, "offsets": ByOffset, "cursors": ByCursor}.items():
    attributes = {"queryset": Post.objects.all(), "serializer_class": PostSerializer, "pagination_class": paginator}
    router.register(name, type(name, (viewsets.ReadOnlyModelViewSet,), attributes), basename=name)
urlpatterns = [path("", include(router.urls))]


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 50


with connection.schema_editor() as schema:
    schema.create_model(Post)
Post.objects.bulk_create(Post(title=f"Titel №{i + 1}", views=f"{i / 7:.3f}") for i in range(12345))
make_server("127.0.0.1", port, get_wsgi_application(), Server).serve_forever()
