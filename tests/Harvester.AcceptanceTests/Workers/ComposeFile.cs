using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Harvester.AcceptanceTests.Workers;

/// <summary>docker-compose.yml as its readers write it: services, their commands and what they are given, with merges resolved and <c>$$</c> read as <c>$</c>.</summary>
internal sealed class ComposeFile
{
    private readonly Dictionary<object, object> services;

    private ComposeFile(string text)
    {
        Text = text;
        var root = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(new MergingParser(new Parser(new StringReader(text))));
        services = (Dictionary<object, object>)root["services"];
    }

    public string Text { get; }

    public static ComposeFile Read() => new(File.ReadAllText(Path.Combine(Repository.Root, "docker-compose.yml")));

    public IReadOnlyList<string> Command(string service) => Words(Member(service, "command"));

    public int Replicas(string service) => int.Parse((string)((Dictionary<object, object>)Member(service, "deploy"))["replicas"], System.Globalization.CultureInfo.InvariantCulture);

    public IReadOnlyDictionary<string, string> Environment(string service) =>
        ((Dictionary<object, object>)Member(service, "environment")).ToDictionary(one => (string)one.Key, one => (string)one.Value, StringComparer.Ordinal);

    /// <summary>The command that says whether the service is well, without its first word <c>CMD</c> or <c>CMD-SHELL</c>.</summary>
    public IReadOnlyList<string> HealthCheck(string service) => [.. Words(((Dictionary<object, object>)Member(service, "healthcheck"))["test"]).Skip(1)];

    private object Member(string service, string name) => ((Dictionary<object, object>)services[service])[name];

    private static IReadOnlyList<string> Words(object list) => [.. ((List<object>)list).Cast<string>().Select(word => word.Replace("$$", "$", StringComparison.Ordinal))];
}
