import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.SingleValidationMessage;
import ca.uhn.fhir.validation.ValidationOptions;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.instance.model.api.IBaseBundle;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * Serves the engine of the official FHIR validator on loopback, as its own server does: POST /validateResource[?profiles=URL,URL] gives an
 * OperationOutcome. POST /definitions takes a Bundle of profiles, value sets and the like, which replaces what was given before.
 */
public class OfficialServer {
  private static FhirContext context;
  private static DefaultProfileValidationSupport core;
  private static FhirValidator validator;

  public static void main(String[] argv) throws IOException {
    context = argv[0].equals("3.0") ? FhirContext.forDstu3() : FhirContext.forR4();
    core = new DefaultProfileValidationSupport(context);
    validator = withDefinitions(List.of());
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/validateResource", OfficialServer::answer);
    server.createContext("/definitions", OfficialServer::define);
    server.start();
    System.out.println("listening on " + server.getAddress().getPort());
  }

  private static FhirValidator withDefinitions(List<IBaseResource> definitions) {
    Map<String, IBaseResource> questionnaires = new HashMap<>();
    for (IBaseResource each : definitions)
      if (context.getResourceType(each).equals("Questionnaire"))
        questionnaires.put(context.newTerser().getSinglePrimitiveValueOrNull(each, "url"), each);
    PrePopulatedValidationSupport given = new PrePopulatedValidationSupport(context) {
      @Override
      @SuppressWarnings("unchecked")
      public <T extends IBaseResource> T fetchResource(Class<T> type, String uri) {
        IBaseResource known = type != null && type.getSimpleName().equals("Questionnaire") ? questionnaires.get(uri) : null;
        return known != null ? (T) known : super.fetchResource(type, uri);
      }
    };
    for (IBaseResource each : definitions) given.addResource(each);
    ValidationSupportChain chain = new ValidationSupportChain(
        given,
        core,
        new CommonCodeSystemsTerminologyService(context),
        new InMemoryTerminologyServerValidationSupport(context),
        new SnapshotGeneratingValidationSupport(context));
    FhirInstanceValidator module = new FhirInstanceValidator(chain);
    module.setNoTerminologyChecks(false);
    module.setAnyExtensionsAllowed(false);
    FhirValidator made = context.newValidator();
    made.registerValidatorModule(module);
    return made;
  }

  private static void define(HttpExchange exchange) throws IOException {
    String outcome = "{}";
    try {
      IBaseResource bundle = context.newJsonParser().parseResource(bodyOf(exchange));
      validator = withDefinitions(ca.uhn.fhir.util.BundleUtil.toListOfResources(context, (IBaseBundle) bundle));
    } catch (RuntimeException | Error error) {
      outcome = "{\"error\":" + quoted(String.valueOf(error.getMessage())) + "}";
    }
    send(exchange, outcome);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String body = bodyOf(exchange);
    ValidationOptions options = new ValidationOptions();
    String query = exchange.getRequestURI().getRawQuery();
    if (query != null && query.startsWith("profiles="))
      for (String profile : URLDecoder.decode(query.substring(9), StandardCharsets.UTF_8).split(",")) options.addProfile(profile);
    List<String> issues = new ArrayList<>();
    try {
      for (SingleValidationMessage message : validator.validateWithResult(body, options).getMessages()) issues.add(issue(message));
    } catch (RuntimeException | Error error) {
      issues.add("{\"severity\":\"fatal\",\"code\":\"exception\",\"details\":{\"text\":" + quoted(String.valueOf(error.getMessage())) + "}}");
    }
    if (issues.isEmpty()) issues.add("{\"severity\":\"information\",\"code\":\"informational\",\"details\":{\"text\":\"No issues\"}}");
    send(exchange, "{\"resourceType\":\"OperationOutcome\",\"issue\":[" + String.join(",", issues) + "]}");
  }

  private static String bodyOf(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
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
