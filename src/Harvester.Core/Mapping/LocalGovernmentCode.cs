namespace Harvester.Core.Mapping;

/// <summary>
/// Six-digit codes of Japanese local governments (全国地方公共団体コード): two digits of the prefecture, three of the body, one check digit
/// with the weights 6, 5, 4, 3, 2 modulo 11 (総務省, 検証番号を除く5桁).
/// </summary>
public static class LocalGovernmentCode
{
    /// <summary>Says what is wrong with a code, or null.</summary>
    public static string? Fault(string code)
    {
        if (code.Length != 6 || !code.All(char.IsAsciiDigit))
            return "expected a text of six digits, code: \"131032\"";
        var sum = 0;
        for (var i = 0; i < 5; i++)
            sum += (code[i] - '0') * (6 - i);
        var expected = (11 - (sum % 11)) % 10;
        return code[5] - '0' == expected ? null : $"the check digit of {code} is wrong: {code[..5]} gives {code[..5]}{expected}";
    }
}
