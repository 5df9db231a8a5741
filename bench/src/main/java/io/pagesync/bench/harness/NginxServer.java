package io.pagesync.bench.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** nginx from the system's packages, one worker, serving page files by sendfile. */
public final class NginxServer extends Server {
    private static final String SETTINGS = """
            daemon off;
            master_process off;
            pid %1$s/nginx.pid;
            error_log stderr crit;
            %4$s
            events { worker_connections 512; }
            http {
              access_log off;
              sendfile on;
              tcp_nopush on;
              keepalive_requests 10000000;
              open_file_cache max=4000;
              default_type application/json;
              client_body_temp_path %1$s; proxy_temp_path %1$s; fastcgi_temp_path %1$s;
              uwsgi_temp_path %1$s; scgi_temp_path %1$s;
              map $arg_page $page { default $arg_page; "" 1; }
              server {
                listen 127.0.0.1:%2$d;
                location ~ ^/packages/([0-9]+)/([0-9]+)$ {
                  root %3$s;
                  try_files /$1-$2/$page.json =404;
                }
              }
            }
            """;

    private NginxServer(String version, Process process, int port) {
        super(version, process, port);
    }

    /** Starts it over a folder that has a folder TOTAL-SIZE of page files for each collection. */
    public static NginxServer start(Path nginx, Path pages, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        int port = freePort();
        Path settings = folder.resolve("nginx.conf");
        // As root it would serve as nobody, who may not look into a home folder.
        String user = "root".equals(System.getProperty("user.name")) ? "user root;" : "";
        Files.writeString(settings, SETTINGS.formatted(folder, port, pages, user));
        Process process = new ProcessBuilder(nginx.toString(), "-p", folder.toString(), "-c", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        for (int i = 0; i < 100; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return new NginxServer(version(nginx), process, socket.getPort());
            } catch (IOException e) {
                Thread.sleep(50);
            }
        }
        process.destroy();
        throw new IOException("nginx has not started: " + Files.readString(folder.resolve("log")));
    }

    private static String version(Path nginx) throws IOException {
        Process process = new ProcessBuilder(nginx.toString(), "-v")
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes()).strip().replace("nginx version: nginx/", "nginx ");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
