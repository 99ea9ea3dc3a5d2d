import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Takes what the publishing plugin sends to Maven Central, and says that it is valid: ci/check-release looks at a release without one.
 *
 * <p>{@code java ci/CentralStandIn.java PORT_FILE BODY_FILE} writes its port on loopback into the first file, what is sent into the second, prints a
 * line an upload, and runs until it is ended.
 */
final class CentralStandIn {
  private static final String DEPLOYMENT = "00000000-0000-4000-8000-000000000000";

  public static void main(String[] arguments) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/publisher/", exchange -> {
      boolean upload = exchange.getRequestURI().getPath().endsWith("/upload");
      Path body = Path.of(arguments[1]);
      long received;
      try (OutputStream out = upload ? Files.newOutputStream(body) : OutputStream.nullOutputStream()) {
        received = exchange.getRequestBody().transferTo(out);
      }
      if (upload) {
        System.out.printf("%d bytes, %s%n", received, exchange.getRequestURI().getQuery());
      }
      byte[] answer = (upload
          ? DEPLOYMENT
          : "{\"deploymentId\":\"" + DEPLOYMENT + "\",\"deploymentName\":\"check\",\"deploymentState\":\"VALIDATED\",\"purls\":[],\"errors\":{}}")
          .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(upload ? 201 : 200, answer.length);
      exchange.getResponseBody().write(answer);
      exchange.close();
    });
    server.start();
    Path port = Path.of(arguments[0]);
    Path whole = port.resolveSibling(port.getFileName() + ".part");
    Files.writeString(whole, Integer.toString(server.getAddress().getPort()));
    Files.move(whole, port);
  }
}
