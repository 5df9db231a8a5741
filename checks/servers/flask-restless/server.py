"""Flask-Restless, which speaks JSON:API, on a table of SQLite. Usage: server.py PORT FOLDER"""

import sys

from flask import Flask
from flask_restless import APIManager
from sqlalchemy import Column, Float, Integer, Unicode, create_engine, insert
from sqlalchemy.orm import declarative_base, scoped_session, sessionmaker

port, folder = int(sys.argv[1]), sys.argv[2]
app = Flask(__name__)
engine = create_engine(f"sqlite:///{folder}/posts.db")
session = scoped_session(sessionmaker(bind=engine))
Base = declarative_base()


class Post(Base):
    __tablename__ = "posts"
    id = Column(Integer, primary_key=True)
    title = Column(Unicode)
    views = Column(Float)


@app.teardown_appcontext
def done(_):
    session.remove()


Base.metadata.create_all(engine)
with engine.begin() as connection:
    connection.execute(insert(Post), [{"title": f"Titel №{i + 1}", "views": i / 7} for i in range(12345)])
APIManager(app, session=session).create_api(Post, methods=["GET"], collection_name="posts", page_size=100)
app.run("127.0.0.1", port, threaded=True)
