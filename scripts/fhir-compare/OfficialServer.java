import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.SingleValidationMessage;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;

/** Serves the engine of the official FHIR validator on loopback, as its own server does: POST /validateResource gives an OperationOutcome. */
public class OfficialServer {
  public static void main(String[] argv) throws IOException {
    FhirContext context = argv[0].equals("3.0") ? FhirContext.forDstu3() : FhirContext.forR4();
    ValidationSupportChain chain = new ValidationSupportChain(
        new DefaultProfileValidationSupport(context),
        new CommonCodeSystemsTerminologyService(context),
        new InMemoryTerminologyServerValidationSupport(context),
        new SnapshotGeneratingValidationSupport(context));
    FhirInstanceValidator module = new FhirInstanceValidator(chain);
    module.setNoTerminologyChecks(false);
    module.setAnyExtensionsAllowed(false);
    FhirValidator validator = context.newValidator();
    validator.registerValidatorModule(module);
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/validateResource", exchange -> answer(exchange, validator));
    server.start();
    System.out.println("listening on " + server.getAddress().getPort());
  }

  private static void answer(HttpExchange exchange, FhirValidator validator) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    List<String> issues = new ArrayList<>();
    try {
      for (SingleValidationMessage message : validator.validateWithResult(body).getMessages()) issues.add(issue(message));
    } catch (RuntimeException | LinkageError | StackOverflowError error) {
      issues.add("{\"severity\":\"fatal\",\"code\":\"exception\",\"details\":{\"text\":" + quoted(String.valueOf(error.getMessage())) + "}}");
    }
    if (issues.isEmpty()) issues.add("{\"severity\":\"information\",\"code\":\"informational\",\"details\":{\"text\":\"No issues\"}}");
    byte[] bytes = ("{\"resourceType\":\"OperationOutcome\",\"issue\":[" + String.join(",", issues) + "]}").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/fhir+json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String issue(SingleValidationMessage message) {
    String place = message.getLocationString() == null ? "" : ",\"expression\":[" + quoted(message.getLocationString()) + "]";
    String id = message.getMessageId() == null ? "" : ",\"coding\":[{\"code\":" + quoted(message.getMessageId()) + "}]";
    return "{\"severity\":" + quoted(message.getSeverity().getCode()) + ",\"code\":\"processing\",\"details\":{\"text\":" + quoted(message.getMessage()) + id + "}" + place + "}";
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') out.append('\\').append(c);
      else if (c < 32) out.append(String.format("\\u%04x", (int) c));
      else out.append(c);
    }
    return out.append('"').toString();
  }
}
