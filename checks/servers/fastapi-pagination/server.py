"""FastAPI with the pages of fastapi-pagination. Usage: server.py PORT"""

import sys

import uvicorn
from fastapi import FastAPI
from fastapi_pagination import LimitOffsetPage, Page, add_pagination, paginate
from fastapi_pagination.links import Page as LinkedPage
from pydantic import BaseModel


class Post(BaseModel):
    id: int
    title: str
    views: float


posts = [Post(id=i + 1, title=f"Titel №{i + 1}", views=i / 7) for i in range(12345)]
app = FastAPI()


@app.get("/numbers")
async def numbers() -> Page[Post]:
    return paginate(posts)


@app.get("/offsets")
async def offsets() -> LimitOffsetPage[Post]:
    return paginate(posts)


@app.get("/links")
async def links() -> LinkedPage[Post]:
    return paginate(posts)


add_pagination(app)
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
