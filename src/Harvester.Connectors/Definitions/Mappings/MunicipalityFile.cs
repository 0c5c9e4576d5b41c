using Harvester.Core.Mapping;

namespace Harvester.Connectors.Definitions.Mappings;

/// <summary>Reads <c>mappings/municipalities.csv</c>: comma-separated without quotes, lines that begin with # are comments.</summary>
internal static class MunicipalityFile
{
    private const string Header = "code,name_ja,name_kana,name_en,type,island";

    private static readonly string[] Kinds = ["prefecture", "ward", "city", "town", "village"];

    internal static IReadOnlyList<Municipality> Read(string file, string text, List<DefinitionError> errors)
    {
        var bodies = new List<Municipality>();
        var seenHeader = false;
        var number = 0;
        foreach (var line in text.TrimStart('\uFEFF').Split('\n').Select(line => line.TrimEnd('\r')))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (!seenHeader)
            {
                seenHeader = true;
                if (line != Header)
                    errors.Add(new DefinitionError(file, number, 1, $"expected the header {Header}"));
                continue;
            }

            if (Body(line) is not { } body)
                errors.Add(new DefinitionError(file, number, 1, "expected a code with a right check digit, three names, a type and true or false"));
            else if (bodies.Exists(other => other.Code == body.Code || other.Name == body.Name))
                errors.Add(new DefinitionError(file, number, 1, $"the code {body.Code} or the name {body.Name} stands here a second time"));
            else
                bodies.Add(body);
        }

        if (text.Length > 0 && bodies.Count == 0)
            errors.Add(new DefinitionError(file, 0, 0, "the table has no rows"));
        return bodies;
    }

    private static Municipality? Body(string line) =>
        line.Split(',') is [var code, { Length: > 0 } name, { Length: > 0 } kana, { Length: > 0 } english, var kind, ("true" or "false") and var island]
        && IsCode(code) && Kinds.Contains(kind)
            ? new Municipality(code, name, kana, english, kind, island == "true")
            : null;

    /// <summary>Check digit of 全国地方公共団体コード: weights 6 to 2, modulus 11, last digit of the difference to 11.</summary>
    private static bool IsCode(string code)
    {
        if (code.Length != 6 || !code.All(char.IsAsciiDigit))
            return false;
        var sum = 0;
        for (var i = 0; i < 5; i++)
            sum += (code[i] - '0') * (6 - i);
        return (11 - (sum % 11)) % 10 == code[5] - '0';
    }
}
