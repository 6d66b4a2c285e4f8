using System.Reflection;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Tests.Model;

/// <summary>Every public static entry refuses null for every parameter that is not nullable, and names it.</summary>
[TestClass]
public sealed class PublicApiTests
{
    private static readonly NullabilityInfoContext s_nullability = new();

    public static IEnumerable<object[]> Entries() =>
        from type in typeof(DistributedApplication).Assembly.GetExportedTypes()
        where type.IsAbstract && type.IsSealed && type != typeof(CommandResults) // Whose texts are shown, and may be missing.
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where !method.IsSpecialName && !method.GetParameters().Any(IsRefStruct)
        from parameter in method.GetParameters()
        where MustNotBeNull(parameter)
        select new object[] { type.FullName!, Describe(method), parameter.Name!, method, parameter.Position };

    public static string DisplayName(MethodInfo test, object[] row) => $"{test.Name} {row[0]}.{row[1]}: {row[2]}";

    [TestMethod]
    [DynamicData(nameof(Entries), DynamicDataDisplayName = nameof(DisplayName))]
    public void Entry_NullArgument_IsNamed(string type, string signature, string parameterName, MethodInfo method, int position)
    {
        using var lab = new ModelLab();
        var sample = new SampleArguments(lab.CreateBuilder());
        var closed = method.IsGenericMethodDefinition ? method.MakeGenericMethod([.. method.GetGenericArguments().Select(SampleArguments.TypeFor)]) : method;
        var arguments = closed.GetParameters().Select(parameter => parameter.Position == position ? null : sample.Make(parameter)).ToArray();

        var thrown = FluentActions.Invoking(() => closed.Invoke(obj: null, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null))
            .Should().Throw<ArgumentException>($"{type}.{signature} was given null").Which;
        thrown.ParamName.Should().Be(parameterName);
    }

    private static bool IsRefStruct(ParameterInfo parameter) =>
        parameter.ParameterType is { IsByRef: true } reference && reference.GetElementType()!.IsByRefLike;

    private static bool MustNotBeNull(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (parameter.IsOut || type.IsValueType || (type.IsGenericParameter && type.GetGenericParameterConstraints().Length == 0))
        {
            return false;
        }

        lock (s_nullability)
        {
            return s_nullability.Create(parameter).ReadState == NullabilityState.NotNull || type.IsGenericParameter;
        }
    }

    private static string Describe(MethodInfo method) =>
        $"{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType.Name))})";
}
