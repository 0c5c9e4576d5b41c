using System.CommandLine;
using System.Globalization;

namespace Harvester.Host.Composition;

/// <summary>
/// Options that also have an environment variable and a place in appsettings.json: <c>--allow-private-networks</c>,
/// <c>HARVESTER_ALLOW_PRIVATE_NETWORKS</c>, <c>Harvester:AllowPrivateNetworks</c>; in this order of precedence.
/// </summary>
internal sealed class Settings(IConfiguration configuration)
{
    /// <summary>appsettings.json beside the program, then the one in the working directory, then the environment. Null when one of them cannot be read.</summary>
    public static Settings? Load(out string? fault)
    {
        try
        {
            fault = null;
            return new Settings(new ConfigurationBuilder()
                .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
                .AddJsonFile(Path.Combine(Directory.GetCurrentDirectory(), "appsettings.json"), optional: true)
                .AddEnvironmentVariables()
                .Build());
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            // The innermost knows the line.
            fault = e.InnerException is null ? e.Message : $"{e.Message} {e.GetBaseException().Message}";
            return null;
        }
    }

    public Option<string> Text(string name, string description, string fallback, string placeholder) => new(name)
    {
        Description = description,
        HelpName = placeholder,
        DefaultValueFactory = _ => Find(name) ?? fallback,
    };

    public Option<string?> OptionalText(string name, string description, string placeholder) => new(name)
    {
        Description = description,
        HelpName = placeholder,
        DefaultValueFactory = _ => Find(name),
    };

    public Option<bool> Flag(string name, string description) => new(name)
    {
        Description = description,
        DefaultValueFactory = result => Parse(result, name, false, bool.TryParse),
    };

    public Option<T> Number<T>(string name, string description, T fallback, string placeholder)
        where T : struct, IParsable<T> => new(name)
        {
            Description = description,
            HelpName = placeholder,
            DefaultValueFactory = result => Parse(result, name, fallback, TryNumber),
        };

    private delegate bool TryParse<T>(string text, out T value);

    private static bool TryNumber<T>(string text, out T value)
        where T : struct, IParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out value);

    private string? Find(string name)
    {
        var words = name.TrimStart('-').Split('-');
        var variable = "HARVESTER_" + string.Join('_', words).ToUpperInvariant();
        var key = "Harvester:" + string.Concat(words.Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
        return configuration[variable] ?? configuration[key];
    }

    private T Parse<T>(System.CommandLine.Parsing.ArgumentResult result, string name, T fallback, TryParse<T> parse)
    {
        if (Find(name) is not { } text)
            return fallback;
        if (parse(text, out var value))
            return value;
        result.AddError($"\"{text}\", set by the environment or appsettings.json, is no value for {name}");
        return fallback;
    }
}
