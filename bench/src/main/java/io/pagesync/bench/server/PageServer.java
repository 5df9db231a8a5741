package io.pagesync.bench.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * Serves pages on loopback, in a process of its own: one thread, records by sendfile. Arguments: the data's folder. The
 * first line on standard output is the port. Ends when its standard input does, so that it never outlives its harness.
 *
 * <p>{@code /packages/TOTAL/SIZE?page=N} is a page; {@code /set?limit=N&latency=MILLIS} sets a strict limit and a delay,
 * and forgets the arrivals; {@code /arrivals} tells them.
 */
public final class PageServer {
    private PageServer() {}

    /** Starts it. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        PageData data = PageData.in(Path.of(arguments[0]));
        ServerState state = new ServerState();
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            Channel server = new ServerBootstrap()
                    .group(loop)
                    .channel(NioServerSocketChannel.class)
                    .option(ChannelOption.SO_BACKLOG, 1024)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childHandler(new ChannelInitializer<SocketChannel>() {
                        @Override
                        protected void initChannel(SocketChannel channel) {
                            channel.pipeline().addLast(new HttpServerCodec(), new PageHandler(data, state));
                        }
                    })
                    .bind("127.0.0.1", 0)
                    .sync()
                    .channel();
            System.out.println(((InetSocketAddress) server.localAddress()).getPort());
            while (System.in.read() >= 0) {
                // Only its end matters.
            }
        } finally {
            loop.shutdownGracefully();
        }
    }
}
